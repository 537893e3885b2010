import { readFile } from 'node:fs/promises'
import { BroadsheetError, failure } from '../config/problem.ts'

/**
 * The text of a file that an earlier build wrote; undefined where there is none, also where its folder is none.
 * @throws BroadsheetError `output.unwritable` where it cannot be read, and so not be told from what is new
 */
export async function builtFile(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === undefined) throw error
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    const hint = 'Give the user that runs Broadsheet access to it, or move it away.'
    throw new BroadsheetError(
      failure('output.unwritable', `What stands in this place cannot be read (${code}).`, { file: path, hint }),
    )
  }
}
