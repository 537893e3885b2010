import type { Problem } from '../config/problem.ts'

/** What a use case answers: fit for `--json`, where it gets `schema: 1`. Fields are only ever added. */
export interface Report {
  problems: Problem[]
}

/** 0 done, 1 a problem, 2 wrong usage, 3 held: needs an operator. */
export type ExitCode = 0 | 1 | 2 | 3
