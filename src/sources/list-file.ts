import { createReadStream, type Stats } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { BroadsheetError, failure } from '../config/problem.ts'

/** A file's bytes. */
export interface ListFile {
  size: number
  /** From its beginning each time it is called. @throws BroadsheetError where it is no longer what it was */
  open(): AsyncIterable<Uint8Array>
}

/**
 * A file that somebody named, to be read several times. What can be read once only, such as a pipe, is held in memory.
 * @throws BroadsheetError where it cannot be read
 */
export async function openListFile(file: string): Promise<ListFile> {
  try {
    const found = await stat(file)
    if (found.isFile()) {
      await (await open(file, 'r')).close()
      return { size: found.size, open: () => unchanged(file, found) }
    }
    const chunks: Uint8Array[] = []
    for await (const chunk of createReadStream(file)) chunks.push(chunk as Uint8Array)
    const size = chunks.reduce((sum, { length }) => sum + length, 0)
    return {
      size,
      async *open() {
        yield* chunks
      },
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === undefined) throw error
    const message = code === 'ENOENT' ? 'There is no such file.' : `The file cannot be read (${code}).`
    throw new BroadsheetError(failure('source.unreadable', message, { file }))
  }
}

/** A reading that finds another list than the one before would mix the two. */
async function* unchanged(file: string, first: Stats): AsyncIterable<Uint8Array> {
  const assertSame = async () => {
    const { size, mtimeMs, ino } = await stat(file)
    if (size === first.size && mtimeMs === first.mtimeMs && ino === first.ino) return
    const hint = 'Run it again once the file is complete; what was written of it already counts as known.'
    throw new BroadsheetError(failure('source.unreadable', 'The file changed while it was read.', { file, hint }))
  }
  await assertSame()
  yield* createReadStream(file)
  await assertSame()
}
