import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { BroadsheetError, failure } from '../config/problem.ts'

/** The lines of a file, one after another, however long it is. @throws BroadsheetError where it cannot be read */
export async function* linesOfFile(file: string): AsyncIterable<string> {
  const stream = createReadStream(file, 'utf8')
  try {
    yield* createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === undefined) throw error
    const message = code === 'ENOENT' ? 'There is no such file.' : `The file cannot be read (${code}).`
    throw new BroadsheetError(failure('source.unreadable', message, { file }))
  } finally {
    stream.destroy()
  }
}
