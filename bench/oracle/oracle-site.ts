import { cp, mkdir, mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { stringify } from 'smol-toml'
import type { Temporal } from 'temporal-polyfill'
import type { Config } from '../../src/config/config.ts'
import { mapBounded } from '../../src/config/map-bounded.ts'
import { parseConfig } from '../../src/config/parse-config.ts'
import { BroadsheetError, type Problem } from '../../src/config/problem.ts'
import { languageNamed } from '../../src/posts/dialects/hugo/languages.ts'
import type { HugoSite } from '../../src/posts/dialects/hugo/site-config.ts'
import type { Post } from '../../src/posts/post.ts'
import { openSite } from '../../src/sources/content-folder.ts'
import { readHugoSite } from '../../src/sources/engines/hugo/hugo-site.ts'
import { compareSite, type Difference, type OurPost } from './compare.ts'
import { compareStatuses, type OurStatuses, tellingMoments } from './compare-status.ts'
import { copySite } from './copy-site.ts'
import { type Judged, judge, type KnownDifference } from './known-differences.ts'
import { HugoFailed, type HugoPage, type HugoRun, runHugo } from './run-hugo.ts'
import { type BodyFigures, siteBodies } from './site-bodies.ts'
import type { SiteShortcodes } from './site-shortcodes.ts'

export interface SiteVerdict {
  /** Pages of Hugo's, each of them compared. */
  postCount: number
  /** Of these, pages without a date of their own. */
  undatedCount: number
  /** Such as are in no list. */
  differences: Difference[]
  known: Judged['known']
  stale: KnownDifference[]
  /** Of the site's own, by name: those that Hugo ran, and those in whose places stubs stood. */
  shortcodes: { own: string[]; stubs: string[] }
  /** Named by the configuration, and not in the site's folder. */
  leftOutThemes: string[]
  /** What Broadsheet says about the site. */
  problems: Problem[]
  /** Of all posts, drafts too. */
  bodies: BodyFigures
}

/**
 * Builds a Hugo site with Hugo and opens it with Broadsheet, and compares the two page for page.
 * The site itself is only read.
 * @param list what differs and is no fault
 * Throws MissingTool, HugoFailed, BroadsheetError.
 */
export async function oracleSite(
  dir: string,
  now: Temporal.Instant,
  list: KnownDifference[] = [],
): Promise<SiteVerdict> {
  const found = await readHugoSite(dir)
  if (!found) throw new HugoFailed(`${dir} has no Hugo configuration.`)
  const { site } = found
  const withGit = Object.values<string[]>({ ...site.dateKeys })
    .flat()
    .includes(':git')
  const scratch = await realpath(await mkdtemp(join(tmpdir(), 'broadsheet-oracle-')))
  const beside = site.contentDirs.map(({ dir: each }) => each).filter((each) => /^\.\.(?:\/|$)/.test(each))
  // As deep as it takes for what lies beside the site to lie beside the copy.
  const copy = join(scratch, ...beside.flatMap(levelsUp), 'site')
  try {
    await mkdir(copy, { recursive: true })
    for (const each of beside) await cp(resolve(dir, each), resolve(copy, each), { recursive: true })
    const { undatedCount, shortcodes, leftOutThemes } = await copySite({ dir, files: found.files, withGit }, copy)
    const { differences, ...compared } = await compareCopy(copy, site, now, shortcodes)
    const { unknown, known, stale } = judge(differences, list)
    const statics = site.staticDirs.map((folder) => resolve(dir, folder.dir))
    const bodies = await siteBodies(configFor(copy, publicUrl(site) ?? STAND_IN, site, statics), now)
    const { own, stubs } = shortcodes
    const judged = { differences: unknown, known, stale }
    return { undatedCount, ...compared, ...judged, shortcodes: { own, stubs }, leftOutThemes, bodies }
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

/** A folder for each step up. */
function levelsUp(dir: string): string[] {
  return dir.split('/').flatMap((part) => (part === '..' ? ['up'] : []))
}

/** The address of a site that has none. */
export const STAND_IN = 'https://site.example/'

function publicUrl({ baseUrl }: HugoSite): string | undefined {
  return /^https?:\/\/(?!localhost|127\.)/.test(baseUrl ?? '') ? baseUrl : undefined
}

async function compareCopy(copy: string, site: HugoSite, now: Temporal.Instant, shortcodes: SiteShortcodes) {
  const known = publicUrl(site)
  const baseUrl = known ?? STAND_IN
  const run = { now, ...(!known && { baseUrl }) }
  const pages = await runWithShortcodes(copy, run, shortcodes)
  const all = await runHugo(copy, { ...run, all: true })
  const config = configFor(copy, baseUrl, site)
  const { posts, problems } = await ourPosts(config, copy, site, now)
  const statuses = await mapBounded(tellingMoments(all, now), 2, async (at) => statusesAt(config, copy, at))
  const differences = [
    ...compareSite(pages, posts, site.canonifyUrls ? baseUrl : undefined),
    ...compareStatuses(all, statuses, site),
  ]
  return { postCount: pages.length, differences, problems }
}

async function ourPosts(config: Config, copy: string, { languages }: HugoSite, now: Temporal.Instant) {
  const opened = await openSite(config, now)
  const live = opened.posts.filter(({ status }) => status === 'live')
  const posts: OurPost[] = await mapBounded(live, 8, async (post) => {
    const language = languages.find(({ tag }) => tag === post.language)
    const languageKey = language?.key ?? post.language
    const { taxonomies } = languageNamed(languageKey, languages)
    const { body } = await opened.body(post)
    if (!body) throw new Error(`${post.file} cannot be shown`)
    return { file: fileIn(copy, post), post, body, taxonomies, languageKey }
  })
  return { posts, problems: opened.problems }
}

async function statusesAt(config: Config, copy: string, at: Temporal.Instant): Promise<OurStatuses> {
  const { posts } = await openSite(config, at)
  return { at, statuses: new Map(posts.map((post) => [fileIn(copy, post), post.status])) }
}

function fileIn(copy: string, { file }: Post): string {
  return relative(copy, resolve(copy, file)).normalize('NFC')
}

/** As many of the site's own shortcodes as Hugo can run here; the others give way, one kind of failure after another. */
async function runWithShortcodes(copy: string, run: HugoRun, shortcodes: SiteShortcodes): Promise<HugoPage[]> {
  for (;;) {
    try {
      return await runHugo(copy, run)
    } catch (error) {
      if (!(error instanceof HugoFailed)) throw error
      const goesOn = error.isTooSlow ? await shortcodes.giveUp() : await shortcodes.giveWay(error.message)
      if (!goesOn) throw error
    }
  }
}

/** @param statics the site's own static folders: pictures are not copied */
export function configFor(
  dir: string,
  url: string,
  { contentDir, languages: [language] }: HugoSite,
  statics: string[] = [],
): Config {
  const site = { title: 'Oracle', url, ...(language && { language: language.tag }) }
  const text = stringify({ site, content: { source: contentDir || '.', static: statics } })
  const { config, problems } = parseConfig(
    text,
    join(dir, 'broadsheet.toml'),
    { BROADSHEET_SECRET: 'x'.repeat(43) },
    () => true,
  )
  if (!config) throw new BroadsheetError(problems)
  return config
}
