import { BroadsheetError } from './problem.ts'
import type { ProblemCode } from './problem-codes.ts'

/** What stands in the database's way for now, and may be gone in a moment: then what was tried is tried again. */
const PASSING = new Set<ProblemCode>([
  'store.busy',
  'store.full',
  'store.disk',
  'store.unwritable',
  'store.unreadable',
  'store.unreachable',
  'store.crowded',
])

export function mayPass(error: unknown): boolean {
  return error instanceof BroadsheetError && error.problems.every(({ code }) => PASSING.has(code))
}
