import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { startHub, subscribeTo } from './a-hub.ts'
import { Publication } from './a-publication.ts'
import { freePort } from './served.ts'

/** A publication that names a hub, served where its feeds say they are. */
async function withHub(hub: string) {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}/`
  const publication = new Publication({ web: `url = "${url}"\nport = ${port}`, more: `[feeds]\nhub = "${hub}"` })
  publication.post('lamps')
  return { publication, url }
}

const SITE = ['atom.xml', 'feed.json', 'feed.xml']

test('a new post reaches who asked the hub for it, with the feed that has it', async () => {
  const hub = await startHub()
  const { publication, url } = await withHub(hub.url)
  const serve = publication.start('serve')
  await serve.says('The hub was told of 3 feeds.')
  expect(hub.pings.toSorted()).toEqual(SITE.map((name) => url + name))

  const { topic, delivered } = await subscribeTo(`${url}feed.xml`)
  await until(() => hub.isSubscribed(topic))
  publication.post('maps', { title: 'How to fold a map' })
  // Its three feeds of each kind that it is in.
  expect((await publication.did('build')).stdout).toMatch(/The hub was told of 1\d feeds\./)
  await until(() => delivered.length > 0)
  expect(delivered).toEqual([
    {
      contentType: 'application/rss+xml; charset=utf-8',
      link: `<${url}feed.xml>; rel="self", <${hub.url}>; rel="hub"`,
      body: readFileSync(join(publication.dir, 'dist/site/feed.xml'), 'utf8'),
    },
  ])
  expect(delivered[0]?.body).toContain('How to fold a map')

  const told = hub.pings.length
  await publication.did('build')
  expect(hub.pings).toHaveLength(told)
  await serve.kill('SIGTERM')
})

test('build tries again, and never fails by a hub; what was not told is pending, and told by the next run', async () => {
  const hub = await startHub()
  const { publication, url } = await withHub(hub.url)
  hub.refusals.push(500, 500, 500, 500, 500, 500, 503, 503, 503)
  const built = await publication.did('build')
  expect(hub.pings).toHaveLength(9)
  expect(built.stderr).toContain(`The hub ${hub.url} was not told of 3 feeds that changed: it answers 503.`)
  const { hub: pending } = await publication.json('status')
  expect(pending).toEqual({
    url: hub.url,
    pending: SITE.map((name) => ({
      topic: url + name,
      attempts: 3,
      dueAt: expect.any(String),
      error: 'it answers 503',
    })),
  })
  expect((await publication.did('status')).stdout).toContain(`${hub.url} is still to be told of 3 feeds:`)

  publication.sql('update hub_topics set due_at = 0 where due_at is not null')
  await publication.did('run', '--once')
  expect(hub.pings).toHaveLength(12)
  expect((await publication.json('status')).hub.pending).toEqual([])
})

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await sleep(20)
}
