import { Temporal } from 'temporal-polyfill'
import { feedHtml } from '../../../src/bodies/for-feed.ts'
import type { Config } from '../../../src/config/config.ts'
import { formatProblem } from '../../../src/config/problem.ts'
import type { OpenedSite } from '../../../src/sources/content-folder.ts'
import { openSite } from '../../../src/sources/content-folder.ts'
import { configIn } from '../a-folder.ts'

export const now = Temporal.Instant.from('2026-12-01T00:00:00Z')

/** A folder's site, with what a test says of its posts in a line each. */
export async function read(dir: string, content: Partial<Config['content']>, site: Partial<Config['site']> = {}) {
  const opened = await openSite(configIn(dir, content, site), now)
  return {
    ...opened,
    said: opened.problems.map(formatProblem),
    lines: opened.posts.map(({ url, status, publishedAt, title, tags }) =>
      [status, url, `${publishedAt.instant}`.slice(0, 10), title, tags.join(',')].filter(Boolean).join(' | '),
    ),
    html: (path: string) => htmlOf(opened, path),
  }
}

async function htmlOf(site: OpenedSite, path: string): Promise<{ html: string; problems: string[] }> {
  const post = site.posts.find((each) => each.path === path)
  if (!post) throw new Error(`${path} is no post; there are ${site.posts.map((each) => each.path).join(', ')}`)
  const { body, problems } = await site.body(post)
  return { html: body ? feedHtml(body) : '', problems: problems.map(formatProblem) }
}
