import { statSync } from 'node:fs'
import { mkdir, open, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { putWhole } from '../files/put-whole.ts'
import { writeFailure } from './write-failure.ts'

export interface PlacedFile {
  path: string
  bytes: Buffer
}

/**
 * Puts a file in its place whole: a reader sees the old one or the new one, never half of either, even across a power
 * cut. A file that already holds these bytes is left alone, with its modification time, so that pollers get their 304.
 * Folders that are missing are made.
 * @throws BroadsheetError `output.full` or `output.unwritable`; the old file is then whole and no temporary one is left.
 */
export async function putInPlace(path: string, content: Uint8Array | string): Promise<'written' | 'unchanged'> {
  const written = await putAllInPlace(dirname(path), [{ path, bytes: Buffer.from(content) }])
  return written.length > 0 ? 'written' : 'unchanged'
}

/** Several files of one folder likewise, one after the other. Gives those that did not hold these bytes already. */
export async function putAllInPlace(folder: string, files: PlacedFile[]): Promise<PlacedFile[]> {
  const written: PlacedFile[] = []
  try {
    for (const file of files) if (await putOne(file)) written.push(file)
  } finally {
    // Once for all of them: each is a wait for the disk.
    if (written.length > 0) await syncFolder(folder)
  }
  return written
}

async function putOne({ path, bytes }: PlacedFile): Promise<boolean> {
  try {
    if (await holds(path, bytes)) return false
    await mkdir(dirname(path), { recursive: true })
    await putWhole(path, bytes)
    return true
  } catch (error) {
    throw writeFailure(path, error)
  }
}

/** Of a build from cold no file is there: to be told so by an open that fails takes a trip to another thread, and an error. */
async function holds(path: string, bytes: Buffer): Promise<boolean> {
  const found = statSync(path, { throwIfNoEntry: false })
  return found?.size === bytes.length && found.isFile() && (await readFile(path)).equals(bytes)
}

/** Makes the rename itself last, where the file system can (network ones may not): the file is in its place already. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => undefined)
  await folder?.sync().catch(() => undefined)
  await folder?.close()
}
