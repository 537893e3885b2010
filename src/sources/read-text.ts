import { readFile } from 'node:fs/promises'
import { failure, type Problem } from '../config/problem.ts'
import { cannotRead } from './walk-folder.ts'

/** A text file, or the problem that it cannot be read or is not UTF-8. @param file as the person knows it */
export async function readText(absolute: string, file: string): Promise<{ text: string } | { problem: Problem }> {
  try {
    return { text: decode(await readFile(absolute)) }
  } catch (error) {
    if (error instanceof TypeError) return { problem: notUtf8(file) }
    return { problem: cannotRead(file, error as Error) }
  }
}

/** Throws a TypeError where the bytes are not UTF-8. */
function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
}

function notUtf8(file: string): Problem {
  return failure('source.encoding', 'It is not in UTF-8.', {
    hint: 'Save it as UTF-8; until then it is left out.',
    file,
  })
}
