import { join } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Post } from '../../src/posts/post.ts'
import type { SiteSource } from '../../src/posts/site-source.ts'
import { openSite } from '../../src/sources/content-folder.ts'
import { CORPORA, hasCorpora } from '../corpora.ts'
import { configIn } from './a-folder.ts'

const now = Temporal.Instant.from('2026-11-24T00:00:00Z')

const read = (name: string, url: string) => {
  const dir = join(CORPORA, name)
  return openSite(configIn(dir, {}, { url, language: 'zh-Hans' }), now)
}
const countBy = (posts: Post[], key: (post: Post) => string) => {
  const counts: Record<string, number> = {}
  for (const post of posts) counts[key(post)] = (counts[key(post)] ?? 0) + 1
  return counts
}
const facts = (site: SiteSource, path: string) => {
  const post = site.posts.find((candidate) => candidate.path === path)
  return post && `${post.url} ${post.publishedAt.instant} ${post.publishedAt.offset}`
}

/** Expected values are what `hugo list all` (0.111.3) prints for these sites, whose themes and bodies were taken away for it. */
describe.skipIf(!hasCorpora)('real Hugo sites (skipped where BROADSHEET_CORPORA is missing)', () => {
  describe('coderzh: Chinese, moved from another engine', () => {
    let site: SiteSource
    beforeAll(async () => {
      site = await read('hugo-coderzh', 'https://blog.coderzh.com/')
    })

    it('has 349 posts, one of them a draft, and no problem', () => {
      expect(site.problems).toEqual([])
      expect(countBy(site.posts, ({ status }) => status)).toEqual({ live: 348, draft: 1 })
      expect(countBy(site.posts, ({ section }) => section)).toEqual({ post: 348, '': 1 })
      expect(new Set(site.posts.map(({ id }) => id)).size).toBe(349)
    })

    it.each([
      ['post/2026/2026-04-04-hassabis.md', 'https://blog.coderzh.com/2026/04/04/hassabis/ 2026-04-04T08:19:07Z +08:00'],
      ['about.md', 'https://blog.coderzh.com/about/ 2015-01-01T00:55:31Z +08:00'],
    ])('%s', (path, expected) => {
      expect(facts(site, path)).toBe(expected)
    })

    it.each([
      // As an editor shows it, and as the theme's <base> does.
      ['post/2026/2026-03-22-openclaw-weixin.md', 'https://blog.coderzh.com/images/clawbot.png'],
      ['post/2020/2020-02-10-small-code.md', 'https://blog.coderzh.com/images/smallcode.JPG'],
    ])('%s shows %s, which the site holds', async (path, url) => {
      const post = site.posts.find((candidate) => candidate.path === path) ?? expect.fail(path)
      const { body } = await site.body(post)
      expect(body?.files.get(url)).toBe(join(CORPORA, 'hugo-coderzh/static', new URL(url).pathname))
    })
  })

  describe('letsencrypt: three languages by folder, ugly URLs', () => {
    let site: SiteSource
    beforeAll(async () => {
      site = await read('hugo-letsencrypt', 'https://letsencrypt.org/')
    })

    it('has its posts and dated pages by language', () => {
      expect(site.problems).toEqual([])
      expect(countBy(site.posts, ({ language, section }) => `${language} ${section}`)).toEqual({
        'en-US post': 119,
        // Four more are stubs without a text.
        'zh-Hant-TW docs': 9,
      })
    })

    it.each([
      [
        'en/post/2026-08-11-root-shirt.md',
        'https://letsencrypt.org/2026/08/11/root-shirt.html 2026-08-11T00:00:00Z +00:00',
      ],
      [
        'en/post/2014-11-18-announcing-lets-encrypt.markdown',
        'https://letsencrypt.org/2014/11/18/announcing-lets-encrypt.html 2014-11-18T00:00:00Z +00:00',
      ],
    ])('%s', (path, expected) => {
      expect(facts(site, path)).toBe(expected)
    })
  })

  it('hugo-docs: 353 pages, none of them news, and not a word about it', async () => {
    const { posts, problems } = await read('hugo-docs', 'https://gohugo.io/')
    expect({ posts, problems }).toEqual({ posts: [], problems: [] })
  })
})
