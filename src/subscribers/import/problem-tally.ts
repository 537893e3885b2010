import type { Problem } from '../../config/problem.ts'
import { sayNumber } from '../../config/say-number.ts'

/** So many problems of one kind are told with their lines; of the others, how many there are. */
const TOLD = 20

/** Problems of a long list: a million rows with one fault give a sentence, and not a million. */
export class ProblemTally {
  readonly #kinds = new Map<string, { told: Problem[]; more: number }>()
  errorCount = 0

  add(problem: Problem): void {
    if (problem.severity === 'error') this.errorCount++
    const kind = this.#kinds.get(problem.code + problem.message)
    if (!kind) this.#kinds.set(problem.code + problem.message, { told: [problem], more: 0 })
    else if (kind.told.length < TOLD) kind.told.push(problem)
    else kind.more++
  }

  list(): Problem[] {
    return [...this.#kinds.values()].flatMap(({ told, more }) => {
      const { line: _, ...kind } = told[0] as Problem
      return more === 0
        ? told
        : [...told, { ...kind, message: `The same in ${sayNumber(more)} more rows: ${kind.message}` }]
    })
  }
}
