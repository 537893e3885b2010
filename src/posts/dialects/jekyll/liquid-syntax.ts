import type { BodySyntax } from '../../body-syntax.ts'
import { Insertions } from '../../markdown/insertions.ts'

export function liquidSyntax(): BodySyntax {
  return {
    isIn: (text) => /\{[{%]/.test(text),
    expand: (text, _, { pieces }) => ({ text, insertions: new Insertions(pieces), isWhole: true, problems: [] }),
  }
}
