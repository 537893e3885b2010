import { BroadsheetError, failure } from '../config/problem.ts'

const REASONS: Record<string, { message: string; hint: string }> = {
  EACCES: { message: 'may not be written.', hint: 'Give the user that runs Broadsheet write access to its folder.' },
  EPERM: { message: 'may not be written.', hint: 'Give the user that runs Broadsheet write access to its folder.' },
  EROFS: { message: 'lies on a read-only file system.', hint: 'Choose another folder as output.dir.' },
  EISDIR: { message: 'is a folder where a file must go.', hint: 'Move the folder away.' },
  ENOTDIR: {
    message: 'lies below something that is not a folder.',
    hint: 'Move that file away, or choose another output.dir.',
  },
  EEXIST: {
    message: 'lies below something that is not a folder.',
    hint: 'Move that file away, or choose another output.dir.',
  },
}

const FULL = ['ENOSPC', 'EDQUOT', 'EFBIG']

/** What the file system answered, as a sentence with what to do; an error that it did not make is returned as it is. */
export function writeFailure(path: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined
  if (code === undefined) return error
  if (FULL.includes(code)) {
    const hint = 'Make room and run it again; the file that was there is untouched.'
    return new BroadsheetError(
      failure('output.full', 'The disk or the quota has no room for the file.', { file: path, hint }),
    )
  }
  const { message, hint } = REASONS[code] ?? {
    message: `cannot be written (${code}).`,
    hint: 'Check its folder and disk.',
  }
  return new BroadsheetError(failure('output.unwritable', `The file ${message}`, { file: path, hint }))
}
