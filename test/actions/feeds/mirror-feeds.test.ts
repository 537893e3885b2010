import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { type FeedAnswer, mirrorFeeds } from '../../../src/actions/feeds/mirror-feeds.ts'
import { formatProblem } from '../../../src/config/problem.ts'
import type { KnownFeed } from '../../../src/feeds/known-feed.ts'
import { feedMirror } from '../../../src/sources/feed-mirror.ts'
import { aFolder } from '../../sources/a-folder.ts'

const URL_OF_IT = 'https://a.example/feed.xml'

/** A mirror in a folder, and a server that says what it is told to. */
function aMirror() {
  const mirror = feedMirror(aFolder({}))
  let now = Temporal.Instant.from('2026-12-01T09:00:00Z')
  let answer: FeedAnswer = { error: 'nothing listens there' }
  const asked: unknown[] = []
  const kept: string[] = []
  const ports = {
    config: {
      content: { feeds: [URL_OF_IT] },
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
    fetchFeed: async (_: string, known: Pick<KnownFeed, 'etag' | 'lastModified'>) => {
      asked.push(known.etag)
      return answer
    },
  }
  return {
    asked,
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
