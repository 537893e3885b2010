import { existsSync } from 'node:fs'
import { appendFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { unwritable } from './unwritable.ts'

/** Writes a file that is not there yet; false, and nothing done, where one is. */
export async function writeNewFile(file: string, text: string): Promise<boolean> {
  try {
    await writeFile(file, text, { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw unwritable(file, error)
  }
}

/**
 * Adds to a folder's .gitignore those lines that it lacks, and says which. Makes the file only in the top folder of a
 * repository: a secret in `.env` must not be committed.
 */
export async function ignoreInGit(dir: string, lines: readonly string[]): Promise<string[]> {
  const file = join(dir, '.gitignore')
  if (!existsSync(file) && !existsSync(join(dir, '.git'))) return []
  try {
    return await addMissingLines(file, lines)
  } catch (error) {
    throw unwritable(file, error)
  }
}

async function addMissingLines(file: string, lines: readonly string[]): Promise<string[]> {
  const text = existsSync(file) ? await readFile(file, 'utf8') : ''
  const there = new Set(text.split(/\r?\n/).map(bareName))
  const missing = lines.filter((line) => !there.has(bareName(line)))
  if (missing.length === 0) return []
  const lineEnd = text === '' || text.endsWith('\n') ? '' : '\n'
  await appendFile(file, `${lineEnd}${missing.join('\n')}\n`)
  return missing
}

/** `/data/`, `data` and `data/` leave the same folder out. */
function bareName(line: string): string {
  return line.trim().replace(/^\//, '').replace(/\/$/, '')
}
