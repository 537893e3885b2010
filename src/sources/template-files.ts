import { existsSync, readdirSync } from 'node:fs'
import { constants, copyFile, mkdir } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Config } from '../config/config.ts'
import { BroadsheetError, failure, type Problem } from '../config/problem.ts'
import { LOOK_FILE, lookNamed, THEME_FILE } from '../config/read-theme.ts'
import { CLASSIC, type LookName } from '../config/theme.ts'
import { fileStamp } from './file-stamp.ts'
import { readEntries, readFile, realpath } from './read-at-once.ts'
import { shownPath } from './shown-path.ts'

/**
 * Every template by its path below `templates/`, with forward slashes: the operator's own, which lie beside
 * broadsheet.toml, and for each that is missing there, the one that Broadsheet brings, of the look that their theme names. One that is
 * refused is missing, and nothing takes its place: see templateProblems. The look's own theme is LOOK_FILE.
 * @throws BroadsheetError where one cannot be read
 */
export async function readTemplates(config: Config): Promise<Map<string, string>> {
  const own = await readFolder(ownTemplates(config))
  const look = await readLook(lookNamed(own.texts.get(THEME_FILE) ?? ''))
  const brought = [...look].filter(([name]) => name !== THEME_FILE && !own.refused.includes(name))
  return new Map([...brought, ...own.texts, [LOOK_FILE, look.get(THEME_FILE) ?? '']])
}

/** When each of the operator's own templates was last written; it changes with each that comes or goes, too. */
export function templateStamps(configDir: string): string[] {
  const dir = join(configDir, 'templates')
  if (!existsSync(dir)) return []
  const names = readdirSync(dir, { recursive: true, encoding: 'utf8' }).sort()
  return names.map((name) => `${name} ${fileStamp(join(dir, name))}`)
}

/**
 * The templates of the site's own shortcodes, by their path below `templates/shortcodes/`, and what is wrong with others.
 * @throws BroadsheetError where one cannot be read
 */
export async function readShortcodes(config: Config): Promise<{ texts: Map<string, string>; problems: Problem[] }> {
  const dir = ownTemplates(config)
  const { texts, refused } = await readFolder(join(dir, SHORTCODES), dir)
  return {
    texts: new Map([...texts].filter(([name]) => name.endsWith('.liquid'))),
    problems: refused.map((name) => leadsOut(config, `${SHORTCODES}/${name}`)),
  }
}

/** The links among the operator's templates that are refused, but for those of shortcodes, which are the site's. */
export async function templateProblems(config: Config): Promise<Problem[]> {
  const { refused } = await listFiles(ownTemplates(config))
  return refused.filter((name) => !name.startsWith(`${SHORTCODES}/`)).map((name) => leadsOut(config, name))
}

const SHORTCODES = 'shortcodes'

function ownTemplates({ dir }: Config): string {
  return join(dir, 'templates')
}

/** What it leads to is not the site's to publish: a template prints whatever it holds. */
function leadsOut(config: Config, name: string): Problem {
  return failure('source.symlink', 'It is a link that leads out of the folder of templates.', {
    hint: 'Put the file itself there; until then it is left out.',
    file: shownPath(join(ownTemplates(config), name), config.dir),
  })
}

/** Copies a look's templates into a folder; says which were written and which were there already, and stay. */
export async function copyTemplates(toDir: string, look: LookName): Promise<{ written: string[]; kept: string[] }> {
  const written: string[] = []
  const kept: string[] = []
  for (const [name, from] of [...(await filesOfLook(look))].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const copied = await copyNew(from, join(toDir, name))
    const list = copied ? written : kept
    list.push(name)
  }
  return { written, kept }
}

/** Of the templates in a folder; undefined where they have no theme. */
export async function lookOf(dir: string): Promise<LookName | undefined> {
  const file = join(dir, THEME_FILE)
  return existsSync(file) ? lookNamed(await readTemplate(file)) : undefined
}

async function readLook(look: LookName): Promise<Map<string, string>> {
  const files = [...(await filesOfLook(look))]
  return new Map(await Promise.all(files.map(async ([name, file]) => [name, await readTemplate(file)] as const)))
}

/** What all looks share is the classic one's; the others bring what they have in another way. */
async function filesOfLook(look: LookName): Promise<Map<string, string>> {
  const folders = [packageFolder('templates'), ...(look === CLASSIC.look ? [] : [packageFolder(join('looks', look))])]
  const files = folders.map(async (dir) => (await listFiles(dir)).names.map((name) => [name, join(dir, name)] as const))
  return new Map((await Promise.all(files)).flat())
}

/** Beside package.json, which is found above: the program runs from src/, dist/app/ and dist/broadsheet/. */
function packageFolder(name: string): string {
  let dir = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(dir, 'package.json')) && dirname(dir) !== dir) dir = dirname(dir)
  return join(dir, name)
}

/** @param root links may lead to what lies below it */
async function readFolder(dir: string, root = dir): Promise<{ texts: Map<string, string>; refused: string[] }> {
  const { names, refused } = await listFiles(dir, root)
  const read = names
    .filter((name) => !PICTURE.test(name))
    .map(async (name) => [name, await readTemplate(join(dir, name))] as const)
  return { texts: new Map(await Promise.all(read)), refused }
}

/** A theme's logo is read where it is needed, and is no text. */
const PICTURE = /\.(?:png|jpe?g|gif|webp|avif|svg|ico)$/i

/**
 * The file of a theme's picture, which lies below `templates/`.
 * @returns undefined where there is none, or where it leads out of there
 */
export async function templatePicture(config: Config, name: string): Promise<string | undefined> {
  const dir = ownTemplates(config)
  const file = join(dir, name)
  return existsSync(file) && (await isWithin(file, dir)) ? file : undefined
}

/** Dot files are editors' and systems' own (`.DS_Store`, `.digest.mjml.swp`). `refused`: links that lead out of `root`. */
async function listFiles(dir: string, root = dir): Promise<{ names: string[]; refused: string[] }> {
  try {
    const entries = await readEntries(dir, true)
    const names: string[] = []
    const refused: string[] = []
    for (const entry of entries) {
      const absolute = join(entry.parentPath, entry.name)
      const name = absolute.slice(dir.length + 1).replaceAll(sep, '/')
      if (name.split('/').some((part) => part.startsWith('.'))) continue
      const isRefused = entry.isSymbolicLink() && !(await isWithin(absolute, root))
      if (isRefused) refused.push(name)
      else if (entry.isFile() || entry.isSymbolicLink()) names.push(name)
    }
    return { names: names.sort(), refused: refused.sort() }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { names: [], refused: [] }
    throw unreadable(dir, error)
  }
}

/** Of a link that leads nowhere, reading tells. */
async function isWithin(link: string, root: string): Promise<boolean> {
  const target = await realpath(link).catch(() => undefined)
  return target === undefined || target.startsWith((await realpath(root)) + sep)
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
