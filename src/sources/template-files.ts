import { existsSync } from 'node:fs'
import { constants, copyFile, mkdir, readdir, readFile } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Config } from '../config/config.ts'
import { BroadsheetError, failure } from '../config/problem.ts'

/**
 * Every template by its path below `templates/`, with forward slashes: the operator's own, which lie beside
 * broadsheet.toml, and for each that is missing there, the one that Broadsheet brings.
 * @throws BroadsheetError where one cannot be read
 */
export async function readTemplates(config: Config): Promise<Map<string, string>> {
  const own = await readFolder(join(config.dir, 'templates'))
  return new Map([...(await readFolder(packageTemplates())), ...own])
}

/**
 * The templates of the site's own shortcodes, by their path below `templates/shortcodes/`.
 * @throws BroadsheetError where one cannot be read
 */
export async function readShortcodes(config: Config): Promise<Map<string, string>> {
  const files = await readFolder(join(config.dir, 'templates', 'shortcodes'))
  return new Map([...files].filter(([name]) => name.endsWith('.liquid')))
}

/** Copies Broadsheet's own templates into a folder; says which were written and which were there already, and stay. */
export async function copyTemplates(toDir: string): Promise<{ written: string[]; kept: string[] }> {
  const written: string[] = []
  const kept: string[] = []
  const from = packageTemplates()
  for (const name of await listFiles(from)) {
    const copied = await copyNew(join(from, name), join(toDir, name))
    const list = copied ? written : kept
    list.push(name)
  }
  return { written, kept }
}

/** Beside package.json, which is found above: the program runs from src/, dist/app/ and dist/broadsheet/. */
function packageTemplates(): string {
  let dir = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(dir, 'package.json')) && dirname(dir) !== dir) dir = dirname(dir)
  return join(dir, 'templates')
}

async function readFolder(dir: string): Promise<Map<string, string>> {
  const files = await listFiles(dir)
  const read = files.map(async (name) => [name, await readTemplate(join(dir, name))] as const)
  return new Map(await Promise.all(read))
}

/** Dot files are editors' and systems' own (`.DS_Store`, `.digest.mjml.swp`). */
async function listFiles(dir: string): Promise<string[]> {
  try {
    const entries = await readdir(dir, { recursive: true, withFileTypes: true })
    return entries
      .filter((entry) => entry.isFile() || entry.isSymbolicLink())
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(dir.length + 1)
          .replaceAll(sep, '/'),
      )
      .filter((name) => !name.split('/').some((part) => part.startsWith('.')))
      .sort()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw unreadable(dir, error)
  }
}

async function readTemplate(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).replace(/^\uFEFF/, '')
  } catch (error) {
    throw unreadable(file, error)
  }
}

async function copyNew(from: string, to: string): Promise<boolean> {
  try {
    await mkdir(dirname(to), { recursive: true })
    await copyFile(from, to, constants.COPYFILE_EXCL)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw unreadable(to, error)
  }
}

function unreadable(file: string, error: unknown): BroadsheetError {
  const { code } = error as NodeJS.ErrnoException
  const hint = 'Make it a folder of text files that this user may read and write.'
  return new BroadsheetError(failure('templates.unreadable', `A template cannot be used (${code}).`, { file, hint }))
}
