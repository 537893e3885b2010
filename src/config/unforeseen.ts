import { BroadsheetError, failure, type Problem } from './problem.ts'

/** What went wrong, whether or not it was foreseen. `part` did it, as the subject of a sentence: `The scan of the site`. */
export function problemsOf(part: string, error: unknown): Problem[] {
  return error instanceof BroadsheetError ? error.problems : [unforeseen(part, error)]
}

/** An error that nobody foresaw, in one sentence: what and where, so that it can be reported. Its stack is for a log. */
function unforeseen(part: string, error: unknown): Problem {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error))
  const where = /^\s+at (?:async )?([\w.$#<>]+) /m.exec(stack ?? '')?.[1]
  const what = [name, message].filter(Boolean).join(': ')
  return failure(
    'program.unforeseen',
    `${part} met an error that nobody foresaw: ${what}${where ? ` (in ${where})` : ''}.`,
    {
      hint: 'Please report it.',
    },
  )
}
