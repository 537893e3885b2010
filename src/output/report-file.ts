import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { BroadsheetError, failure } from '../config/problem.ts'

export interface ReportFile {
  write(text: string): Promise<void>
  close(): Promise<void>
}

/**
 * A report that an operator asked for, written piece by piece; only its owner may read it. One that is there from an earlier run, and begins with
 * `header`, is replaced.
 *
 * @throws BroadsheetError where another file has the name, or it cannot be written
 */
export async function openReportFile(file: string, header: string): Promise<ReportFile> {
  try {
    if ((await beginningOf(file, header)) !== header) throw taken(file)
    const handle = await open(file, 'w', 0o600)
    await handle.write(header)
    return {
      write: async (text) => void (await handle.write(text)),
      close: () => handle.close(),
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (error instanceof BroadsheetError || code === undefined) throw error
    throw new BroadsheetError(failure('output.unwritable', `The report cannot be written (${code}).`, { file }))
  }
}

/** Of a file that is not there, or empty, what was asked for. */
async function beginningOf(file: string, header: string): Promise<string> {
  let beginning = ''
  try {
    for await (const text of createReadStream(file, { encoding: 'utf8', end: Buffer.byteLength(header) - 1 }))
      beginning += text
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  return beginning === '' ? header : beginning
}

function taken(file: string): BroadsheetError {
  const hint = 'Name another with --report.'
  return new BroadsheetError(failure('output.unwritable', 'There is another file of that name.', { file, hint }))
}
