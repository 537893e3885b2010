import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { putInPlace } from './put-in-place.ts'
import { PRECOMPRESSED } from './put-precompressed.ts'
import { writeFailure } from './write-failure.ts'

/**
 * Puts a text file in its place without precompressed files, and takes those away that an earlier version left: servers would
 * hand them out in its stead.
 * @throws BroadsheetError `output.full` or `output.unwritable`
 */
export async function putAlone(path: string, content: string): Promise<'written' | 'unchanged'> {
  for (const { ending } of PRECOMPRESSED) {
    if (!existsSync(path + ending)) continue
    await rm(path + ending, { force: true }).catch((error: unknown) => {
      throw writeFailure(path + ending, error)
    })
  }
  return putInPlace(path, content)
}
