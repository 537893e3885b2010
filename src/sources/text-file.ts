import { readFile } from 'node:fs/promises'
import { BroadsheetError, failure } from '../config/problem.ts'

/** A text that somebody named, in UTF-8 or with a UTF-16 mark. @throws BroadsheetError where it cannot be read */
export async function readTextFile(file: string): Promise<string> {
  try {
    const bytes = await readFile(file)
    if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
    return new TextDecoder().decode(bytes)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const message = code === 'ENOENT' ? 'There is no such file.' : `The file cannot be read (${code}).`
    throw new BroadsheetError(failure('source.unreadable', message, { file }))
  }
}
