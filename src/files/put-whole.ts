import { randomUUID } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** Default: whoever the umask lets read it. Where `isFlushed` is false, a power cut may leave the name without its bytes. */
export interface PutOptions {
  mode?: number
  isFlushed?: boolean
}

/**
 * Puts a file in its place whole or not at all: a reader sees the one before or this one, and what fails leaves nothing behind. The temporary
 * file lies in the same folder, since a rename is atomic only within one file system. Throws what the file system throws.
 */
export async function putWhole(path: string, content: Uint8Array | string, options: PutOptions = {}): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`)
  try {
    await write(temporary, content, options)
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

/** Flushed before it is renamed: some file systems would else keep the new name and lose the bytes. */
async function write(
  path: string,
  content: Uint8Array | string,
  { mode, isFlushed = true }: PutOptions,
): Promise<void> {
  const file = await open(path, 'wx', mode)
  try {
    await file.writeFile(content)
    if (isFlushed) await file.sync()
  } finally {
    await file.close()
  }
}
