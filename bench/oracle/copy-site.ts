import { cp, mkdir, readdir, stat, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { type FrontMatter, readFrontMatter } from '../../src/posts/front-matter.ts'
import { fieldsOf } from '../../src/posts/front-matter-fields.ts'
import { readText } from '../../src/sources/read-text.ts'
import { writeHome } from './layouts.ts'
import { settleConfig } from './settle-config.ts'
import { SiteShortcodes, templatesIn } from './site-shortcodes.ts'

/** What the pages say does not hang on these; of layouts and themes, only what shortcodes need comes along. */
const LEFT_OUT = new Set(
  'themes layouts archetypes static assets data i18n public resources node_modules go.mod go.sum'.split(' '),
)

export interface SiteToCopy {
  dir: string
  /** Files of its configuration, below `dir`. */
  files: string[]
  /** Whether its history says when its pages changed. */
  withGit: boolean
}

export interface CopiedSite {
  /** Pages that were given a date. */
  undatedCount: number
  shortcodes: SiteShortcodes
  /** Named by the configuration, and not in the site's folder. */
  leftOutThemes: string[]
}

/**
 * Copies a Hugo site's content and configuration to `target` and gives it a layout that prints its pages as JSON.
 * A page without a date is given one, so that its words are compared too: Broadsheet takes no page without a date for a post.
 */
export async function copySite({ dir, files, withGit }: SiteToCopy, target: string): Promise<CopiedSite> {
  await cp(dir, target, {
    recursive: true,
    preserveTimestamps: true,
    verbatimSymlinks: true,
    filter: (path) => !LEFT_OUT.has(relative(dir, path)) && (withGit || relative(dir, path) !== '.git'),
  })
  await mkdir(join(target, 'static'), { recursive: true })
  const themes = await settleConfig(target, files)
  const folders = themes.map((theme) => join(dir, 'themes', theme))
  const present = await Promise.all(folders.map(isFolder))
  const leftOutThemes = themes.filter((_, i) => !present[i])
  // What is copied later wins, as the site does over its themes and the first theme over the others.
  for (const from of [dir, ...folders.filter((_, i) => present[i])].toReversed()) await copyTemplates(from, target)
  await writeHome(target)
  const pages = await contentFiles(target)
  const templates = {
    shortcodes: await templatesIn(join(target, 'layouts/shortcodes')),
    partials: await templatesIn(join(target, 'layouts/partials')),
  }
  const shortcodes = new SiteShortcodes(target, templates, await textsOf(pages))
  await shortcodes.begin()
  return { undatedCount: await dateUndated(pages), shortcodes, leftOutThemes }
}

/** What shortcodes are made of; newer Hugos have other names for two of the folders. */
const TEMPLATES = [
  ['layouts/shortcodes', 'layouts/shortcodes'],
  ['layouts/_shortcodes', 'layouts/shortcodes'],
  ['layouts/partials', 'layouts/partials'],
  ['layouts/_partials', 'layouts/partials'],
  ...['data', 'i18n', 'assets'].map((folder) => [folder, folder] as const),
] as const

async function copyTemplates(from: string, target: string): Promise<void> {
  for (const [source, place] of TEMPLATES) {
    if (await isFolder(join(from, source))) await cp(join(from, source), join(target, place), { recursive: true })
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
}

/** Also pages of HTML: they may hold shortcodes. */
async function contentFiles(dir: string): Promise<string[]> {
  const names = await readdir(dir, { recursive: true })
  return names
    .filter((name) => /\.(?:md|markdown|mdown|html?)$/.test(name) && !/^(?:layouts|assets)\//.test(name))
    .map((name) => join(dir, name))
}

async function textsOf(files: string[]): Promise<string[]> {
  const texts = await Promise.all(files.map((file) => readText(file, file)))
  return texts.flatMap((result) => ('text' in result ? [result.text] : []))
}

async function dateUndated(files: string[]): Promise<number> {
  let count = 0
  for (const file of files) {
    if (/(?:^|\/)_index\.[^/]*$/.test(file)) continue
    const read = await readText(file, file)
    const dated = 'text' in read ? withDate(read.text) : undefined
    if (dated === undefined) continue
    await writeFile(file, dated)
    count += 1
  }
  return count
}

const DATE_KEYS = ['date', 'publishdate', 'pubdate', 'published']
const FIRST_LINE: Record<FrontMatter['format'], (text: string) => string> = {
  yaml: (text) => text.replace('---', '---\ndate: 2000-01-01'),
  toml: (text) => text.replace('+++', '+++\ndate = 2000-01-01'),
  json: (text) => text.replace('{', '{"date": "2000-01-01",'),
  none: (text) => `---\ndate: 2000-01-01\n---\n${text}`,
}

/** Undefined where the page has a date, or front matter that cannot be read. */
function withDate(source: string): string | undefined {
  const { data, format, problems } = readFrontMatter(source, '')
  const fields = fieldsOf(data)
  // HTML without front matter is no page.
  if (format === 'none' && /^\s*</.test(source)) return undefined
  if (problems.length > 0 || DATE_KEYS.some((key) => fields.has(key))) return undefined
  return FIRST_LINE[format](source)
}
