import { readFile } from 'node:fs/promises'

/** The text of a file that an earlier build wrote; undefined where there is none. */
export async function builtFile(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
