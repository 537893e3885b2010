import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { putPrecompressed } from '../../src/output/put-precompressed.ts'
import { aDocument, servedFeeds } from '../web/feeds/served-feeds.ts'
import { temporaryFolder } from './a-publication.ts'
import { nginx, startNginx } from './an-nginx.ts'

const TEXT = `<rss>${'words '.repeat(1_000)}</rss>`

/** Asks twice, the second time with the tag of the first answer. */
async function poll(url: string, headers: Record<string, string> = {}) {
  const first = await fetch(url, { headers })
  const tag = first.headers.get('etag') ?? ''
  const second = await fetch(url, { headers: { ...headers, 'If-None-Match': tag } })
  return { tag, text: await first.text(), first, second }
}

describe.skipIf(!nginx)('behind nginx (skipped where it is not installed)', () => {
  test('handed through, the tag is ours', async () => {
    const { url } = await servedFeeds({ '/feed.xml': aDocument(TEXT) })
    const proxy = await startNginx(`location / { proxy_pass ${url}; }`)
    const { tag, text, second } = await poll(`${proxy}feed.xml`, { 'Accept-Encoding': 'br' })
    expect({ tag, text, status: second.status }).toEqual({
      tag: expect.stringMatching(/-br"$/),
      text: TEXT,
      status: 304,
    })
  })

  test('compressed on the way, the tag comes back weak, and is known', async () => {
    const { url } = await servedFeeds({ '/feed.xml': aDocument(TEXT) })
    const proxy = await startNginx(
      `location / { proxy_pass ${url}; proxy_set_header Accept-Encoding ""; }`,
      'gzip on; gzip_proxied any; gzip_types *;',
    )
    const { tag, text, first, second } = await poll(`${proxy}feed.xml`, { 'Accept-Encoding': 'gzip' })
    expect(first.headers.get('content-encoding')).toBe('gzip')
    expect({ tag, text, status: second.status }).toEqual({
      tag: expect.stringMatching(/^W\//),
      text: TEXT,
      status: 304,
    })
  })

  test('answered from its cache, each reader gets the coding and the type that it asked for', async () => {
    const { url, polls } = await servedFeeds({ '/feed.xml': aDocument(TEXT) })
    const proxy = await startNginx(
      `location / { proxy_pass ${url}; proxy_cache feeds; proxy_cache_revalidate on; }`,
      'proxy_cache_path HOME/cache keys_zone=feeds:1m;',
    )
    const ask = async (accept: string, coding: string) => {
      const answer = await fetch(`${proxy}feed.xml`, { headers: { Accept: accept, 'Accept-Encoding': coding } })
      return [answer.headers.get('content-type'), answer.headers.get('content-encoding'), await answer.text()]
    }
    for (let round = 0; round < 2; round++) {
      expect(await ask('*/*', 'gzip')).toEqual(['application/rss+xml; charset=utf-8', 'gzip', TEXT])
      expect(await ask('*/*', 'identity')).toEqual(['application/rss+xml; charset=utf-8', null, TEXT])
      expect(await ask('text/html', 'gzip')).toEqual(['text/xml; charset=utf-8', 'gzip', TEXT])
    }
    expect(polls.length).toBeLessThan(6)
  })

  test('serving the folder itself as docs/feeds.md says, it knows types, codings and what has left', async () => {
    const folder = temporaryFolder()
    for (const name of ['feed.xml', 'tags/maps/atom.xml', 'feed.json', 'feeds/index.html'])
      await putPrecompressed(join(folder, name), TEXT)
    const docs = readFileSync(new URL('../../docs/feeds.md', import.meta.url), 'utf8')
    const block = /```nginx\nserver \{\n([\s\S]*?)\n\}\n```/.exec(docs)?.[1] ?? ''
    const site = await startNginx(block.replace(/root .*;/, `root ${folder};`))
    const typeOf = async (path: string) => {
      const { first, second, text } = await poll(site + path)
      expect([first.headers.get('content-encoding'), second.status, text]).toEqual(['gzip', 304, TEXT])
      return first.headers.get('content-type')
    }
    expect(await typeOf('feed.xml')).toBe('application/rss+xml; charset=utf-8')
    expect(await typeOf('tags/maps/atom.xml')).toBe('application/atom+xml; charset=utf-8')
    expect(await typeOf('feed.json')).toBe('application/feed+json; charset=utf-8')
    expect(await typeOf('feeds/')).toBe('text/html; charset=utf-8')
    const moved = await fetch(`${site}feed/`, { redirect: 'manual' })
    expect([moved.status, moved.headers.get('location')]).toEqual([301, 'https://news.lantern.example/feed.xml'])
    expect((await fetch(`${site}podcast.xml`)).status).toBe(410)
  })
})
