import { open } from 'node:fs/promises'
import { BroadsheetError, failure } from '../config/problem.ts'

const WHY: Record<string, string> = {
  ENOENT: 'There is no such file.',
  EISDIR: 'This is a folder, not a mail.',
  EACCES: 'This file may not be read.',
}

/**
 * The first bytes of a mail that lies in a file.
 * @throws BroadsheetError where it cannot be read
 */
export async function readMailFile(path: string, mostBytes: number): Promise<Uint8Array> {
  try {
    const file = await open(path)
    try {
      const chunks: Buffer[] = []
      for await (const chunk of file.createReadStream({ end: mostBytes - 1 })) chunks.push(chunk)
      return Buffer.concat(chunks)
    } finally {
      await file.close()
    }
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    const hint =
      'Name the file of one mail, with its headers, as a mail program saves it: broadsheet bounces --file MAIL'
    throw new BroadsheetError(
      failure('bounces.unreadable', WHY[code] ?? `It cannot be read (${code}).`, { file: path, hint }),
    )
  }
}
