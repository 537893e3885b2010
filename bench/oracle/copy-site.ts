import { cp, mkdir, readdir, stat, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { readText } from '../../src/sources/read-text.ts'
import { hugoVersion } from './hugo-version.ts'
import { writeHome } from './layouts.ts'
import { settleConfig } from './settle-config.ts'
import { forOlderHugo, withDate } from './settle-page.ts'
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
  return { undatedCount: await settlePages(pages), shortcodes, leftOutThemes }
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

/** @returns how many were given a date */
async function settlePages(files: string[]): Promise<number> {
  const isOlder = (await hugoVersion()) < 145
  let count = 0
  for (const file of files) {
    const read = await readText(file, file)
    if (!('text' in read)) continue
    const text = isOlder ? forOlderHugo(read.text) : read.text
    const dated = /(?:^|\/)_index\.[^/]*$/.test(file) ? undefined : withDate(text)
    if (dated !== undefined) count += 1
    if ((dated ?? text) !== read.text) await writeFile(file, dated ?? text)
  }
  return count
}
