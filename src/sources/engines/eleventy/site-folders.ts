import { existsSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import type { Config } from '../../../config/config.ts'
import { type Problem, warning } from '../../../config/problem.ts'
import type { EleventySite } from '../../../posts/dialects/eleventy/eleventy-site.ts'
import { belowInput } from '../../../posts/dialects/eleventy/page-words.ts'
import { isWithin, type MountedDir } from '../../../posts/mounted-dir.ts'
import { readFile } from '../../read-at-once.ts'
import { posixPath } from '../../shown-path.ts'
import { sourceFrom } from '../../site-folders.ts'

/** What the configuration copies as it is: where it lies below the input folder, unless it says where to. */
export function passthroughDirs(site: EleventySite): MountedDir[] {
  return site.passthrough.flatMap(({ from, to }) =>
    from === '' ? [] : [{ dir: from, prefix: to ?? belowInput(from, site) }],
  )
}

/** Folders that hold no pages, and what Broadsheet writes or is told by. */
export function isNoContent(path: string, root: string, site: EleventySite, config: Config): boolean {
  if (basename(path) === 'node_modules' || path === 'broadsheet.toml') return true
  if ([site.includes, site.layouts, site.data, site.output].includes(path)) return true
  const own = [config.output.dir, join(config.dir, 'templates'), config.database.dataDir]
  return own.some((dir) => posixPath(relative(root, dir)) === path)
}

/** Lines of the files that name what is not looked at. */
export async function ignoreLines(root: string, site: EleventySite): Promise<string[]> {
  const files = ['.eleventyignore', ...(site.usesGitIgnore ? ['.gitignore'] : [])]
  const below = site.input === '' ? [] : [`${site.input}/.eleventyignore`]
  const read = async (file: string, prefix: string) => {
    const text = await readFile(join(root, file), 'utf8').catch(() => '')
    return text.split('\n').map((line) => (prefix === '' || /^\s*(?:[#!]|$)/.test(line) ? line : `${prefix}/${line}`))
  }
  const lines = await Promise.all([
    ...files.map((file) => read(file, '')),
    ...below.map((file) => read(file, site.input)),
  ])
  return [...site.ignored, ...lines.flat()]
}

/** Data files of the folders above `content.source`, which are not walked. */
export function dataAbove(root: string, site: EleventySite, config: Config): string[] {
  const source = sourceFrom(root, config)
  const parts = isWithin(source, site.input) ? belowInput(source, site).split('/').slice(0, -1) : []
  const above = parts.filter(Boolean).map((_, i) => [site.input, ...parts.slice(0, i + 1)].filter(Boolean).join('/'))
  const folders = source === site.input ? [] : [site.input, ...above].filter(Boolean)
  return folders.flatMap((folder) => DATA_ENDINGS.map((ending) => `${folder}/${basename(folder)}${ending}`))
}

const DATA_ENDINGS = [
  '.yaml',
  '.yml',
  '.json',
  ...['yaml', 'yml', 'json', 'mjs', 'cjs', 'js'].map((end) => `.11tydata.${end}`),
]

/** What the configuration says in code, and broadsheet.toml does not say either. @param file as the person knows it */
export function codeProblems(site: EleventySite, file: string | undefined, root: string, config: Config): Problem[] {
  const isSaid: Record<string, boolean> = {
    'dir.input': sourceFrom(root, config) !== '',
    addPassthroughCopy: config.content.static.some((dir) => existsSync(dir)),
    pathPrefix: new URL(config.site.url).pathname !== '/',
  }
  const hints: Record<string, string> = {
    'dir.input': 'Write the folder of the posts as source in [content] of broadsheet.toml.',
    addPassthroughCopy: 'Write the folders of pictures as static in [content] of broadsheet.toml.',
  }
  return site.code.flatMap((name) => {
    const hint = hints[name]
    if (hint === undefined || isSaid[name]) return []
    return [warning('eleventy.code', `${name} is JavaScript here, which is not run.`, { hint, ...(file && { file }) })]
  })
}
