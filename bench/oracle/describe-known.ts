import type { Difference } from './compare.ts'
import { markOf } from './known-differences.ts'

/** Differences as the lines of a list, below a reason that is still to be told. */
export function describeKnown(differences: Difference[]): string {
  const files = [...new Set(differences.map(({ file }) => file))]
  const lines = files.map((file) => {
    const marks = new Set(differences.filter((difference) => difference.file === file).map(markOf))
    return `${JSON.stringify(file)} = [${[...marks].map((mark) => JSON.stringify(mark)).join(', ')}]`
  })
  return lines.length === 0 ? '' : `["?"]\n${lines.join('\n')}\n`
}
