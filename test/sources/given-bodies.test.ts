import { Temporal } from 'temporal-polyfill'
import { describe, expect, test, vi } from 'vitest'
import { feedHtml } from '../../src/bodies/for-feed.ts'
import { openCache } from '../../src/cache/open-cache.ts'
import { openSite } from '../../src/sources/content-folder.ts'
import type { GivenBodies, GivenHtml } from '../../src/sources/given-bodies.ts'
import { aFolder, configIn } from './a-folder.ts'

const now = Temporal.Instant.from('2026-06-01T00:00:00Z')
const given = vi.hoisted(() => ({ bodies: undefined as GivenBodies | undefined }))
vi.mock('../../src/sources/take-bodies.ts', () => ({ takeBodies: async () => given.bodies }))

/** By path of the page. */
function giving(html: Record<string, GivenHtml & { hash?: string }>): GivenBodies {
  return {
    hashOf: ({ place }) => html[place.path] && (html[place.path]?.hash ?? JSON.stringify(html[place.path])),
    read: ({ place }) => html[place.path] ?? { problems: [] },
    problems: [],
  }
}

const FILES = {
  'hugo.toml': 'baseURL = "https://lantern.example/"',
  'content/posts/a/index.md': '---\ntitle: A\ndate: 2026-05-01\ncover: boat.png\n---\n{{< unknown >}}',
  'content/posts/a/boat.png': '',
  'content/posts/b.md': '---\ntitle: B\ndate: 2026-04-01\n---\nOwn words.',
}
const A = 'content/posts/a/index.md'

describe('bodies that come as HTML made elsewhere', () => {
  test('take the way of all bodies: addresses, pictures, what may not be shown', async () => {
    given.bodies = giving({
      [A]: { html: '<p>Hers <img src="boat.png"><script>x()</script> <a href="../b/">b</a></p>' },
    })
    const { posts, body, problems } = await openSite(configIn(aFolder(FILES)), now)
    const made = await body(posts[0] as (typeof posts)[0])
    expect(problems).toEqual([])
    expect(made.problems).toEqual([])
    expect(feedHtml(made.body as NonNullable<typeof made.body>)).toBe(
      '<p>Hers <img src="https://lantern.example/posts/a/boat.png"> <a href="https://lantern.example/posts/b/">b</a></p>',
    )
    expect([...(made.body?.files.keys() ?? [])]).toEqual(['https://lantern.example/posts/a/boat.png'])
  })

  test('a page that nobody gave one for is rendered as ever', async () => {
    given.bodies = giving({ [A]: { html: '<p>Hers</p>' } })
    const { posts, body } = await openSite(configIn(aFolder(FILES)), now)
    const made = await body(posts[1] as (typeof posts)[0])
    expect(feedHtml(made.body as NonNullable<typeof made.body>)).toBe('<p>Own words.</p>')
  })

  test('what was promised and cannot be had is a problem, and rendered as ever', async () => {
    const problem = { severity: 'warning' as const, code: 'body.leftover' as const, message: 'Not found.' }
    const seen: string[] = []
    given.bodies = {
      ...giving({ 'content/posts/b.md': { problems: [problem] } }),
      read: (_, own) => {
        seen.push(feedHtml(own()))
        return { problems: [problem] }
      },
    }
    const { posts, body } = await openSite(configIn(aFolder(FILES)), now)
    const made = await body(posts[1] as (typeof posts)[0])
    expect(feedHtml(made.body as NonNullable<typeof made.body>)).toBe('<p>Own words.</p>')
    expect(made.problems).toEqual([problem])
    expect(seen).toEqual(['<p>Own words.</p>'])
  })

  test('entries are kept by what they were made of', async () => {
    const dir = aFolder(FILES)
    const cache = openCache(`${dir}/cache`, 'this program')
    const kept = {
      pages: cache.namespace('pages'),
      origins: cache.namespace('origins'),
      renderedEntries: cache.namespace('renderedEntries'),
    }
    const htmlOf = async (bodies: GivenBodies | undefined) => {
      given.bodies = bodies
      const { posts, renderedEntries } = await openSite(configIn(dir), now, kept)
      const { rendered } = await renderedEntries.rendered(posts[0] as (typeof posts)[0])
      renderedEntries.keep()
      return rendered?.html
    }
    const own = await htmlOf(undefined)
    expect(await htmlOf(giving({ [A]: { html: '<p>One</p>', hash: '1' } }))).toBe('<p>One</p>')
    expect(await htmlOf(giving({ [A]: { html: '<p>Not asked</p>', hash: '1' } }))).toBe('<p>One</p>')
    expect(await htmlOf(giving({ [A]: { html: '<p>Two</p>', hash: '2' } }))).toBe('<p>Two</p>')
    expect(await htmlOf(undefined)).toBe(own)
    cache.close()
  })
})
