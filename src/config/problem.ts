import type { Temporal } from 'temporal-polyfill'
import { printable } from './printable.ts'
import type { ProblemCode } from './problem-codes.ts'

/** Something wrong with what we were given: what, where, and what to do about it. The same shape in every `--json`. */
export interface Problem {
  code: ProblemCode
  severity: 'error' | 'warning'
  /** One sentence: what is wrong. */
  message: string
  /** One sentence: what to do. */
  hint?: string
  /** Path as the person knows it, relative to the folder of broadsheet.toml where possible. */
  file?: string
  /** 1-based. */
  line?: number
  column?: number
}

/** Problems of one part that have not come right since. */
export interface OpenProblem {
  part: string
  problems: Problem[]
  since: Temporal.Instant
}

/** An expected failure: it carries problems to print, and the exit code of the command that met it. */
export class BroadsheetError extends Error {
  override readonly name = 'BroadsheetError'
  readonly problems: Problem[]
  /** 1 a problem, 2 wrong usage, 3 held: needs an operator. */
  readonly exitCode: 1 | 2 | 3

  constructor(problems: Problem | Problem[], exitCode: 1 | 2 | 3 = 1) {
    const list = Array.isArray(problems) ? problems : [problems]
    super(list.map(formatProblem).join('\n'))
    this.problems = list
    this.exitCode = exitCode
  }
}

export function failure(code: ProblemCode, message: string, place: Partial<Problem> = {}): Problem {
  return { code, severity: 'error', message, ...place }
}

export function warning(code: ProblemCode, message: string, place: Partial<Problem> = {}): Problem {
  return { code, severity: 'warning', message, ...place }
}

/** What is wrong beside what a command was asked for: an error of `check` alone. */
export function asWarnings(problems: Problem[]): Problem[] {
  return problems.map((problem) => ({ ...problem, severity: 'warning' }))
}

/** `content/posts/launch.md:4: date "2025-13-01" is not a date. Write it as 2025-01-13.` One line, whatever it quotes. */
export function formatProblem(problem: Problem): string {
  const place = [problem.file, problem.line, problem.column].filter((part) => part !== undefined).join(':')
  const sentence = [problem.message, problem.hint].filter(Boolean).join(' ')
  return printable(place ? `${place}: ${sentence}` : sentence)
}
