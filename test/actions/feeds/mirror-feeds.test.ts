import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { type FeedAnswer, mirrorFeeds } from '../../../src/actions/feeds/mirror-feeds.ts'
import type { PageAnswer } from '../../../src/actions/feeds/own-articles.ts'
import { formatProblem } from '../../../src/config/problem.ts'
import { folderOfFeed, type KnownFeed } from '../../../src/feeds/known-feed.ts'
import { feedMirror } from '../../../src/sources/feed-mirror.ts'
import { aFolder } from '../../sources/a-folder.ts'

const URL_OF_IT = 'https://a.example/feed.xml'

/** A mirror in a folder, and a server that says what it is told to. */
function aMirror(articles: 'feed' | 'page' = 'feed') {
  const mirror = feedMirror(aFolder({}))
  let now = Temporal.Instant.from('2026-12-01T09:00:00Z')
  let answer: FeedAnswer = { error: 'nothing listens there' }
  const asked: unknown[] = []
  const pages = new Map<string, PageAnswer>()
  const pagesAsked: string[] = []
  const kept: string[] = []
  const ports = {
    config: {
      content: { feeds: [URL_OF_IT], articles },
      site: { language: 'en', timezone: 'UTC' },
    } as unknown as Parameters<typeof mirrorFeeds>[0]['config'],
    mirror: {
      ...mirror,
      keep: async (...[folder, posts]: Parameters<typeof mirror.keep>) => {
        kept.push(...posts.map(({ name }) => name))
        await mirror.keep(folder, posts)
      },
    },
    clock: () => now,
    fetchPage: async (url: string): Promise<PageAnswer> => {
      pagesAsked.push(url)
      return pages.get(url) ?? { error: 'nothing listens there' }
    },
    fetchFeed: async (_: string, known: Pick<KnownFeed, 'etag' | 'lastModified'>) => {
      asked.push(known.etag)
      return answer
    },
  }
  return {
    asked,
    config: ports.config,
    pages,
    pagesAsked,
    kept,
    mirror,
    /** An hour later, the server says this. */
    async says(next: FeedAnswer, after: Temporal.DurationLike = { hours: 1 }) {
      now = now.add(after)
      answer = next
      return (await mirrorFeeds(ports)).map(formatProblem)
    },
    textOf: async (name: string) => mirror.text((await folderIn(mirror)) ?? '', name),
  }
}

const folderIn = async (mirror: ReturnType<typeof feedMirror>) =>
  (await mirror.known()).length > 0 ? 'a.example-32a21f' : undefined

function feed(items: number, etag = 'one', more = ''): FeedAnswer {
  const all = Array.from(
    { length: items },
    (_, index) =>
      `<item><link>https://a.example/${index}</link><title>No. ${index}</title><description>Text ${index}${more}</description></item>`,
  )
  return {
    status: 200,
    bytes: Buffer.from(`<rss version="2.0"><channel><title>T</title>${all.join('')}</channel></rss>`),
    etag,
  }
}

test('posts are kept as files, and asked for only where something may have changed', async () => {
  const { says, asked, kept } = aMirror()
  expect(await says(feed(3))).toEqual([])
  expect(kept).toHaveLength(3)
  expect(await says({ status: 304 })).toEqual([])
  expect(kept).toHaveLength(3)
  expect(await says(feed(4, 'two'))).toEqual([])
  expect(kept).toHaveLength(7)
  expect(await says(feed(5), { seconds: 10 })).toEqual([])
  expect(asked).toEqual([undefined, 'one', 'one'])
})

test.each([
  [{ error: 'nothing listens there' }, 'nothing listens there'],
  [{ status: 503, bytes: Buffer.from('') }, 'it answers 503'],
  [{ status: 200, bytes: Buffer.from('<html>down</html>') }, 'it is no feed that can be read'],
  [
    { status: 200, bytes: Buffer.from('<rss version="2.0"><channel><title>T</title></channel></rss>') },
    'it has no items',
  ],
  [
    { status: 200, bytes: Buffer.from('<rss/>'), contentType: 'text/xml; charset=klingon' },
    'its encoding is not known',
  ],
] satisfies [FeedAnswer, string][])(
  'a feed that cannot be read changes nothing, and says so: %j',
  async (answer, why) => {
    const { says, kept, mirror, asked } = aMirror()
    await says(feed(2))
    expect(await says(answer)).toEqual([
      `${URL_OF_IT}: The feed could not be read: ${why}. Its posts stay as they were when it was last read.`,
    ])
    expect(kept).toHaveLength(2)
    expect(await mirror.known()).toMatchObject([{ itemCount: 2, problem: why }])
    // Then it is read whole again, however soon.
    expect(await says(feed(2), { seconds: 5 })).toEqual([])
    expect(asked).toEqual([undefined, 'one', undefined])
  },
)

test('a feed that is far shorter tonight takes nothing away, and says so once', async () => {
  const { says } = aMirror()
  await says(feed(20))
  expect(await says(feed(3, 'two'))).toEqual([
    `${URL_OF_IT}: The feed has 3 items, and had 20. Nothing is taken away; look whether that is right.`,
  ])
  expect(await says({ status: 304 })).toEqual([])
})

test('what is only a summary is said to be one', async () => {
  const { says } = aMirror()
  const sentence = `${URL_OF_IT}: Of 2 of 2 items the feed has a summary alone. Have it bring whole posts, if mails are to.`
  expect(await says(feed(2, 'one', ' […]'))).toEqual([sentence])
  expect(await says({ status: 304 })).toEqual([sentence])
})

test('a damaged state costs a question, and no post', async () => {
  const { says, mirror, asked } = aMirror()
  await says(feed(2))
  await mirror.note([{ url: 7 }] as never)
  expect(await says(feed(2))).toEqual([])
  expect(asked).toEqual([undefined, undefined])
})

const ATOM = (items: number, summary = 'A _short_ summary') => ({
  status: 200,
  etag: 'one',
  bytes: new TextEncoder().encode(
    `<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><id>a</id>${Array.from(
      { length: items },
      (_, i) =>
        `<entry><id>https://a.example/${i}</id><link href="https://a.example/${i}"/><title>No. ${i}</title><updated>2026-11-20T09:00:00Z</updated><summary>${summary} ${i}</summary></entry>`,
    ).join('')}</feed>`,
  ),
})
const aPage = (url: string, words: string): PageAnswer => ({
  status: 200,
  url,
  contentType: 'text/html',
  bytes: new TextEncoder().encode(
    `<html><nav><a href="/">Home</a></nav><div class="entry-content"><p>${words} <a href="/more">and more</a> of it than the feed has.</p></div></html>`,
  ),
})

test('an item that is a summary stays one, unless its own page may be asked', async () => {
  const { says, pagesAsked } = aMirror()
  expect(await says(ATOM(1))).toEqual([expect.stringContaining('Of 1 of 1 item the feed has a summary alone.')])
  expect(pagesAsked).toEqual([])
})

test('the article of an item’s own page is taken, and read once for what the feed says', async () => {
  const { says, pages, pagesAsked, mirror, kept } = aMirror('page')
  pages.set('https://a.example/0', aPage('https://a.example/moved/0', 'All words'))
  expect(await says(ATOM(1))).toEqual([])
  const name = kept.find((each) => each.endsWith('.html')) ?? ''
  const text = (await mirror.text(folderOfFeed(URL_OF_IT), name)) ?? ''
  expect(text).toContain('description: "A _short_ summary 0"')
  expect(text).toContain('<p>All words <a href="https://a.example/more">and more</a> of it than the feed has.</p>')
  await says(ATOM(1))
  expect(pagesAsked).toEqual(['https://a.example/0'])
  await says(ATOM(1, 'Another summary'))
  expect(pagesAsked).toEqual(['https://a.example/0', 'https://a.example/0'])
})

test('a feed that was read before pages might be asked is read again as a whole', async () => {
  const { says, asked, config } = aMirror()
  await says(ATOM(1))
  config.content.articles = 'page'
  await says(ATOM(1))
  await says(ATOM(1))
  expect(asked).toEqual([undefined, undefined, 'one'])
})

test('where a page does not answer, the summary stays, and it is asked again after hours', async () => {
  const { says, pagesAsked } = aMirror('page')
  const said = expect.stringContaining(
    'Of 1 of 1 item the feed has a summary alone, and no article was found: https://a.example/0: nothing listens there.',
  )
  expect(await says(ATOM(1))).toEqual([said])
  expect(await says(ATOM(1))).toEqual([said])
  expect(pagesAsked).toHaveLength(1)
  await says(ATOM(1), { hours: 7 })
  expect(pagesAsked).toHaveLength(2)
})

test('of many pages some are read at a time, and the feed as a whole until all are', async () => {
  const { says, pages, pagesAsked, asked } = aMirror('page')
  for (let i = 0; i < 25; i++) pages.set(`https://a.example/${i}`, aPage(`https://a.example/${i}`, 'All words'))
  await says(ATOM(25))
  expect(pagesAsked).toHaveLength(20)
  expect(await says(ATOM(25))).toEqual([])
  expect(pagesAsked).toHaveLength(25)
  await says({ status: 304 })
  expect(asked).toEqual([undefined, undefined, 'one'])
})
