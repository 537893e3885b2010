import { readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { enter, openNewsroom } from './newsroom.ts'

const FORMER = `<rss version="2.0"><channel><title>The Lantern</title>
<item><title>Lamps</title><link>https://lantern.example/posts/lamps/</link><guid isPermaLink="false">https://old.example/?p=1</guid></item>
<item><title>Gone</title><link>https://lantern.example/posts/gone/</link><guid isPermaLink="false">https://old.example/?p=2</guid></item>
</channel></rss>`

async function room() {
  const newsroom = await openNewsroom()
  const { publication } = newsroom
  publication.post('lamps')
  publication.post('wicks')
  publication.write('former.xml', FORMER)
  const ids = () =>
    Object.fromEntries(
      JSON.parse(readFileSync(join(publication.dir, 'dist/site/feed.json'), 'utf8')).items.map(
        ({ title, id }: { title: string; id: string }) => [title, id],
      ),
    )
  return { ...newsroom, ids, former: join(publication.dir, 'former.xml') }
}

test("posts take the ids of the site's former feed, also after they were published, and in a fresh database", async () => {
  const { actions, publication, log, now, ids, former } = await room()
  await actions.build()
  const own = ids()['About wicks']
  expect(await actions.adoptFeed(former)).toMatchObject({
    adopted: [{ title: 'About lamps', id: 'https://old.example/?p=1' }],
    unmatched: [{ title: 'Gone', id: 'https://old.example/?p=2' }],
  })
  await actions.build()
  const adopted = { 'About lamps': 'https://old.example/?p=1', 'About wicks': own }
  expect(ids()).toEqual(adopted)

  rmSync(join(publication.dir, 'data'), { recursive: true })
  const other = await enter(publication, log, now())
  await other.actions.build()
  expect(ids()).toEqual(adopted)
})

test('a second time changes nothing, and a rename keeps the id', async () => {
  const { actions, publication, ids, former } = await room()
  await actions.adoptFeed(former)
  const file = () => readFileSync(join(publication.dir, 'broadsheet.ids.toml'), 'utf8')
  const first = file()
  expect(await actions.adoptFeed(former)).toMatchObject({ adopted: [] })
  expect(file()).toBe(first)
  publication.post('lamps', { title: 'Lanterns', date: '2026-11-21' })
  await actions.build()
  expect(ids().Lanterns).toBe('https://old.example/?p=1')
})

test('the feed is fetched where it is a URL', async () => {
  const { actions } = await room()
  const server = createServer((request, response) => {
    response.writeHead(request.url === '/index.xml' ? 200 : 404).end(FORMER)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  expect((await actions.adoptFeed(`${url}/index.xml`)).adopted).toHaveLength(1)
  await expect(actions.adoptFeed(`${url}/nothing`)).rejects.toThrow('The feed cannot be fetched: it answers 404.')
})

test('a file of ids that somebody broke stops a build: going on would show every post anew', async () => {
  const { actions, publication } = await room()
  publication.write('broadsheet.ids.toml', '[ids')
  await expect(actions.build()).rejects.toThrow('broadsheet.ids.toml: It is not a file of ids.')
})

test('ids that are no URIs are taken over, too, and a number is one', async () => {
  const { actions, publication, ids, former } = await room()
  publication.write(
    'former.xml',
    FORMER.replace('https://old.example/?p=1', '42 at https://old.example').replace('https://old.example/?p=2', '43'),
  )
  const { adopted, problems } = await actions.adoptFeed(former)
  expect([adopted.map(({ id }) => id), problems]).toEqual([['42 at https://old.example'], []])
  await actions.build()
  expect(Object.values(ids())).toContain('42 at https://old.example')
})

test("a guid of the front matter is the entry's id; written later it changes nothing", async () => {
  const { actions, publication, ids } = await room()
  const post = (name: string, guid?: string) =>
    publication.write(
      `content/posts/${name}.md`,
      `---\ntitle: ${name}\ndate: 2026-01-01\n${guid ? `guid: "${guid}"\n` : ''}---\nText\n`,
    )
  post('Wax', 'http://old.example/?p=7')
  post('Ink')
  await actions.build()
  const first = ids()
  expect(first.Wax).toBe('http://old.example/?p=7')
  post('Ink', 'http://old.example/?p=8')
  await actions.build()
  expect(ids()).toEqual(first)
})
