import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { extname, join, relative, resolve } from 'node:path'
import { stringify } from 'smol-toml'
import type { Temporal } from 'temporal-polyfill'
import { parseConfig } from '../../src/config/parse-config.ts'
import { BroadsheetError, type Problem } from '../../src/config/problem.ts'
import { readJson, readToml, readYaml } from '../../src/posts/data-languages.ts'
import { mergeConfig } from '../../src/posts/dialects/hugo/config-maps.ts'
import { mapsAt, textAt, textsAt } from '../../src/posts/dialects/hugo/config-values.ts'
import { openSite } from '../../src/sources/content-folder.ts'
import { readHugoSite } from '../../src/sources/hugo-site.ts'
import { mapBounded } from '../../src/sources/map-bounded.ts'
import { compareSite, type Difference, type OurPost } from './compare.ts'
import { copySite } from './copy-site.ts'
import { HugoFailed, runHugo } from './run-hugo.ts'

export interface SiteVerdict {
  /** Pages of Hugo's, each of them compared. */
  pageCount: number
  /** Of these, pages without a date of their own. */
  undatedCount: number
  differences: Difference[]
  /** What Broadsheet says about the site. */
  problems: Problem[]
}

/**
 * Builds a Hugo site with Hugo and opens it with Broadsheet, and compares the two page for page.
 * The site itself is only read. Throws MissingTool, HugoFailed, BroadsheetError.
 */
export async function oracleSite(dir: string, now: Temporal.Instant): Promise<SiteVerdict> {
  const found = await readHugoSite(dir)
  if (!found) throw new HugoFailed(`${dir} has no Hugo configuration.`)
  const withGit = Object.values<string[]>({ ...found.site.dateKeys })
    .flat()
    .includes(':git')
  const copy = await realpath(await mkdtemp(join(tmpdir(), 'broadsheet-oracle-')))
  try {
    const undatedCount = await copySite({ dir, themes: await themesOf(dir, found.files), withGit }, copy)
    const isPublic = /^https?:\/\/(?!localhost|127\.)/.test(found.site.baseUrl ?? '')
    const baseUrl = isPublic ? (found.site.baseUrl ?? '') : 'https://site.example/'
    const pages = await runHugo(copy, isPublic ? undefined : baseUrl, now)
    const site = await openSite(configFor(copy, baseUrl, found.site.contentDir), now)
    const live = site.posts.filter(({ status }) => status === 'live')
    const posts: OurPost[] = await mapBounded(live, 8, async (post) => ({
      file: relative(copy, resolve(copy, post.file)).normalize('NFC'),
      post,
      body: (await site.body(post)).body,
      taxonomies: found.site.taxonomies,
    }))
    return { pageCount: pages.length, undatedCount, differences: compareSite(pages, posts), problems: site.problems }
  } finally {
    await rm(copy, { recursive: true, force: true })
  }
}

const READERS: Record<string, (text: string) => unknown> = {
  '.toml': readToml,
  '.yaml': readYaml,
  '.yml': readYaml,
  '.json': readJson,
}

async function themesOf(dir: string, files: string[]): Promise<string[]> {
  const texts = await Promise.all(files.map((file) => readFile(join(dir, file), 'utf8')))
  const maps = files.map((file, i) => READERS[extname(file)]?.(texts[i] ?? '') as Record<string, unknown>)
  const config = mergeConfig(maps)
  const imported = mapsAt(config, 'module', 'imports').map((module) => textAt(module, 'path') ?? '')
  return [...textsAt(config, 'theme'), ...imported].filter((name) => name !== '' && !name.includes('..'))
}

function configFor(dir: string, url: string, contentDir: string) {
  const text = stringify({ site: { title: 'Oracle', url }, content: { source: contentDir || '.' } })
  const { config, problems } = parseConfig(
    text,
    join(dir, 'broadsheet.toml'),
    { BROADSHEET_SECRET: 'x'.repeat(43) },
    () => true,
  )
  if (!config) throw new BroadsheetError(problems)
  return config
}
