import { type Problem, warning } from '../config/problem.ts'
import type { Formula } from '../posts/formula.ts'
import type { Body } from '../posts/post.ts'
import { drawFormulas } from './draw-formulas.ts'
import { formulasOf } from './formulas.ts'

export interface FormulaPlace {
  file: string
  /** The post's text, in which the formulas are looked for. */
  text: string
  /** 1-based line of the file at which the text begins. */
  firstLine: number
}

/** A warning for each formula of a body that TeX cannot read: it is shown as its source. */
export async function formulaProblems(body: Body, { file, text, firstLine }: FormulaPlace): Promise<Problem[]> {
  const formulas = formulasOf(body)
  const drawn = await drawFormulas(formulas)
  return formulas.flatMap((formula, i) => {
    const result = drawn[i]
    if (!result || !('fault' in result)) return []
    const hint = 'It is shown as its source; put it right.'
    const line = firstLine + lineOf(formula, text) - 1
    return [
      warning('body.formula', `A formula cannot be read: ${result.fault.replace(/\.$/, '')}.`, { hint, file, line }),
    ]
  })
}

/** 1-based; the first line of the text where it is not found as it was written, as in a shortcode. */
function lineOf({ source }: Formula, text: string): number {
  const [firstWords = ''] = source.split('\n')
  const at = Math.max(text.indexOf(source), text.indexOf(firstWords), 0)
  return text.slice(0, at).split('\n').length
}
