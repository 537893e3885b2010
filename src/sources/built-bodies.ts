import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import type { Config } from '../config/config.ts'
import { type Problem, warning } from '../config/problem.ts'
import { sayDuration } from '../config/say-time.ts'
import type { Page } from '../posts/page.ts'
import { joinWithin } from '../posts/site-index.ts'
import { decodedPath } from '../posts/url-path.ts'
import type { SiteReader } from './engines/engine.ts'
import { fileStamp } from './file-stamp.ts'
import type { GivenBodies, GivenHtml } from './given-bodies.ts'
import { once } from './once.ts'
import { writtenInto } from './published-folder.ts'
import { stat } from './read-at-once.ts'
import { shownPath } from './shown-path.ts'

/** Larger than a page that a person would load. */
const MOST_BYTES = 5_000_000
const MOST_NAMED = 20
/** Changed whenever another body would be found in the same page. */
const WAY = '1'
const OWN_INSTEAD = 'Broadsheet renders it itself.'

interface BuiltSite {
  config: Config
  site: Pick<SiteReader, 'baseUrl' | 'contentFiles'>
  pages: readonly Page[]
}

/** Bodies out of the pages of the site as it was built; undefined where broadsheet.toml names no such folder. */
export async function builtBodies({ config, site, pages }: BuiltSite): Promise<GivenBodies | undefined> {
  const { built } = config.content
  if (built === undefined) return undefined
  const shown = shownPath(built, config.dir)
  const isThere = await stat(built).then(
    (found) => found.isDirectory(),
    () => false,
  )
  const files = isThere ? filesOf(pages, built, site.baseUrl) : new Map<string, string>()
  return {
    hashOf: (page) => {
      const stamp = fileStamp(files.get(page.place.path) ?? '')
      return stamp && `${WAY}:${stamp}`
    },
    read: (page, own) => readArticle(page, files.get(page.place.path) ?? '', own, shown),
    problems: isThere
      ? [
          ...writtenInto(built, config),
          ...withoutPage(pages, files, shown),
          ...(await olderThan(pages, files, site, shown)),
        ]
      : [notThere(shown)],
  }
}

type Own = Parameters<GivenBodies['read']>[1]

async function readArticle(page: Page, path: string, own: Own, shown: string): Promise<GivenHtml> {
  const { post } = page
  const bytes = await readFile(path).catch(() => undefined)
  if (!post || !bytes) return { problems: [] }
  if (bytes.length > MOST_BYTES) return { problems: [notFound(page, shown, 'which is too large to be read')] }
  const { findArticle, parseHtml, writeHtml } = await load()
  const found = findArticle(parseHtml(bytes.toString('utf8')), own().tree, post.title)
  if ('article' in found) return { html: writeHtml(found.article) }
  // A picture with a word or two is shown as well either way.
  if (found.fault === 'few') return { problems: [] }
  return { problems: [notFound(page, shown, WHY[found.fault])] }
}

const WHY = {
  unlike: 'where most of its words are not',
  mixed: 'where it stands among more that is not its own',
}

const load = once(async () => {
  const { findArticle } = await import('../posts/built/find-article.ts')
  const { parseHtml } = await import('../posts/markdown/parse-html.ts')
  const { writeHtml } = await import('../bodies/write-html.ts')
  return { findArticle, parseHtml, writeHtml }
})

function notFound({ post }: Page, shown: string, why: string): Problem {
  const message = `The post is not found in its page in ${shown}, ${why}: ${OWN_INSTEAD}`
  const hint = 'Build the site again, and look at the page.'
  return warning('source.built', message, { hint, ...(post && { file: post.file }) })
}

/** By the path of each post, its page. */
function filesOf(pages: readonly Page[], built: string, baseUrl: string): Map<string, string> {
  const found = pages.flatMap(({ post, place, url }): [string, string][] => {
    const file = post && namesFor(url, baseUrl).find((name) => fileStamp(join(built, name)) !== undefined)
    return file === undefined ? [] : [[place.path, join(built, file)]]
  })
  return new Map(found)
}

/** `/a/b/` → `a/b/index.html`, `a/b.html`; below the site's base first, for few engines build into a folder of that name. */
function namesFor(url: string, baseUrl: string): string[] {
  const path = decodedPath(new URL(url).pathname)
  const base = new URL(baseUrl).pathname
  const below = path.startsWith(base) ? [path.slice(base.length)] : []
  return [...below, path].flatMap((each) => {
    const name = joinWithin('', each)
    if (name === undefined) return []
    if (/\.html?$/i.test(name)) return [name]
    return name === '' ? ['index.html'] : [`${name}/index.html`, `${name}.html`]
  })
}

function withoutPage(pages: readonly Page[], files: ReadonlyMap<string, string>, shown: string): Problem[] {
  const missing = pages.flatMap(({ post, place }) => (post?.status === 'live' && !files.has(place.path) ? [post] : []))
  const hint = 'Build the site again.'
  const named = missing.slice(0, MOST_NAMED).map(({ file }) => {
    return warning('source.built', `The post has no page in ${shown}: ${OWN_INSTEAD}`, { hint, file })
  })
  const more = missing.length - named.length
  if (more === 0) return named
  return [...named, warning('source.built', `${more} more posts have no page in ${shown}.`, { hint })]
}

function notThere(shown: string): Problem {
  const message = `${shown}, which content.built names, is no folder: Broadsheet renders all posts itself.`
  return warning('source.built', message, { hint: 'Build the site, or take the key out.' })
}

/** Once for the site: engines write all pages at once, or those that changed. */
async function olderThan(
  pages: readonly Page[],
  files: ReadonlyMap<string, string>,
  { contentFiles }: BuiltSite['site'],
  shown: string,
): Promise<Problem[]> {
  const posts = pages.flatMap(({ post, place }) => (post?.status === 'live' ? [{ post, place }] : []))
  const written = await Promise.all(
    posts.map(async ({ post, place }) => ({ post, at: await writtenAt(contentFiles.get(place.path)?.absolute) })),
  )
  const builtAt = Math.max(...(await Promise.all([...files.values()].map(writtenAt))))
  const newer = written.filter(({ at }) => at > builtAt).sort((a, b) => b.at - a.at)
  const [newest] = newer
  if (!newest || builtAt <= 0) return []
  const by = sayDuration(Temporal.Duration.from({ seconds: Math.round((newest.at - builtAt) / 1000) }))
  const others = newer.length > 1 ? `, and so are ${newer.length - 1} more posts` : ''
  const message = `The post is newer than ${shown}, by ${by}${others}: what was changed since is not shown.`
  return [warning('source.built', message, { hint: 'Build the site again.', file: newest.post.file })]
}

async function writtenAt(file: string | undefined): Promise<number> {
  if (file === undefined) return 0
  return stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  )
}
