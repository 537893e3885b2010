import { randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { writeFailure } from './write-failure.ts'

/**
 * Puts a file in its place whole: a reader sees the old one or the new one, never half of either, even across a power
 * cut. A file that already holds these bytes is left alone, with its modification time, so that pollers get their 304.
 * Folders that are missing are made.
 * @throws BroadsheetError `output.full` or `output.unwritable`; the old file is then whole and no temporary one is left.
 */
export async function putInPlace(path: string, content: Uint8Array | string): Promise<'written' | 'unchanged'> {
  const bytes = Buffer.from(content)
  try {
    if ((await readIfThere(path))?.equals(bytes)) return 'unchanged'
    await mkdir(dirname(path), { recursive: true })
    await replace(path, bytes)
    return 'written'
  } catch (error) {
    throw writeFailure(path, error)
  }
}

async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** The temporary file lies in the same folder, since a rename is atomic only within one file system. */
async function replace(path: string, bytes: Buffer): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`)
  try {
    await writeThrough(temporary, bytes)
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  await syncFolder(dirname(path))
}

/** Synced before it is renamed: some file systems would else keep the new name and lose the bytes. */
async function writeThrough(path: string, bytes: Buffer): Promise<void> {
  const file = await open(path, 'wx')
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Makes the rename itself last, where the file system can (network ones may not): the file is in its place already. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => undefined)
  await folder?.sync().catch(() => undefined)
  await folder?.close()
}
