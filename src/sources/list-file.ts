import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { BroadsheetError, failure } from '../config/problem.ts'

/** A file's bytes, from its beginning each time it is called. */
export type OpenBytes = () => AsyncIterable<Uint8Array>

/**
 * A file that somebody named, to be read several times. What can be read once only, such as a pipe, is held in memory.
 * @throws BroadsheetError where it cannot be read
 */
export async function openListFile(file: string): Promise<OpenBytes> {
  try {
    const isFile = (await stat(file)).isFile()
    if (isFile) await (await open(file, 'r')).close()
    if (isFile) return () => createReadStream(file)
    const chunks: Uint8Array[] = []
    for await (const chunk of createReadStream(file)) chunks.push(chunk as Uint8Array)
    return async function* () {
      yield* chunks
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === undefined) throw error
    const message = code === 'ENOENT' ? 'There is no such file.' : `The file cannot be read (${code}).`
    throw new BroadsheetError(failure('source.unreadable', message, { file }))
  }
}
