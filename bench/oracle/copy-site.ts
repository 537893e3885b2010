import { cp, mkdir, readdir, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { type FrontMatter, readFrontMatter } from '../../src/posts/front-matter.ts'
import { fieldsOf } from '../../src/posts/front-matter-fields.ts'
import { readText } from '../../src/sources/read-text.ts'
import { stubShortcodes, writeLayouts } from './layouts.ts'

/** What the pages say does not hang on these; layouts and themes are the oracle's own. */
const LEFT_OUT = new Set(
  'themes layouts archetypes static assets data i18n public resources node_modules go.mod go.sum'.split(' '),
)

/** Themes must be there for Hugo to start, even empty ones. */
export interface SiteToCopy {
  dir: string
  themes: string[]
  /** Whether its history says when its pages changed. */
  withGit: boolean
}

/**
 * Copies a Hugo site's content and configuration to `target` and gives it layouts that print its pages as JSON.
 * A page without a date is given one, so that its words are compared too: Broadsheet takes no page without a date for a post.
 * @returns how many pages were given one
 */
export async function copySite({ dir, themes, withGit }: SiteToCopy, target: string): Promise<number> {
  await cp(dir, target, {
    recursive: true,
    preserveTimestamps: true,
    verbatimSymlinks: true,
    filter: (path) => !LEFT_OUT.has(relative(dir, path)) && (withGit || relative(dir, path) !== '.git'),
  })
  for (const theme of themes) await mkdir(join(target, 'themes', theme), { recursive: true })
  await mkdir(join(target, 'static'), { recursive: true })
  const pages = await markdownFiles(target)
  const texts = await Promise.all(pages.map((file) => readText(file, file)))
  await writeLayouts(target, stubShortcodes(texts.flatMap((result) => ('text' in result ? [result.text] : []))))
  return dateUndated(pages)
}

async function markdownFiles(dir: string): Promise<string[]> {
  const names = await readdir(dir, { recursive: true })
  return names.filter((name) => /\.(?:md|markdown|mdown)$/.test(name)).map((name) => join(dir, name))
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
  if (problems.length > 0 || DATE_KEYS.some((key) => fields.has(key))) return undefined
  return FIRST_LINE[format](source)
}
