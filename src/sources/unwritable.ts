import { BroadsheetError, failure } from '../config/problem.ts'

/** A file that Broadsheet makes beside broadsheet.toml, and cannot: a sentence for what the system says; anything else as it is. */
export function unwritable(file: string, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException
  if (code === undefined) return error
  const hint = 'Make its folder one that this user may write to, with room left on the disk.'
  return new BroadsheetError(failure('config.unwritable', `This file cannot be written (${code}).`, { file, hint }))
}
