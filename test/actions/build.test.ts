import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { on, openNewsroom } from './newsroom.ts'

type Item = { id: string; title: string; date_published: string; date_modified?: string }

async function room() {
  const newsroom = await openNewsroom()
  const file = (path: string) => join(newsroom.publication.dir, 'dist/site', path)
  const items = (): Item[] => JSON.parse(readFileSync(file('feed.json'), 'utf8')).items
  return { ...newsroom, file, items }
}

test('an unchanged site leaves every file as it was, whatever the clock says', async () => {
  const { actions, publication, goTo, file } = await room()
  publication.write('content/posts/ink.md', '---\ntitle: Ink\ndate: 2026-11-01\ntags: [R&D]\n---\nInk.\n')
  for (let index = 0; index < 21; index++) publication.post(`lamps-${index}`)
  const written = () =>
    readdirSync(file(''), { recursive: true, encoding: 'utf8' })
      .toSorted()
      .map((path) => [path, statSync(file(path)).mtimeMs])
  await actions.build()
  const before = written()
  expect(before.map(([path]) => path)).toEqual(
    expect.arrayContaining(['atom.xml.br', 'feed.css', 'feeds/index.html', 'opml.xml.gz', 'pages/1/feed.json']),
  )
  goTo(on('TUE', '09:00', 3))
  await actions.build()
  expect(written()).toEqual(before)
})

test("an entry's id stays when its post is renamed, rewritten and redated; its change is told", async () => {
  const { actions, publication, goTo, items } = await room()
  publication.post('lamps')
  await actions.build()
  const [before] = items()
  goTo(on('TUE', '10:00'))
  publication.post('lamps', { title: 'Lanterns', date: '2026-11-21', text: 'Rewritten.' })
  await actions.build()
  expect(items()).toEqual([expect.objectContaining({ id: before?.id, title: 'Lanterns' })])
  expect(items()[0]?.date_modified).toBe('2026-11-24T10:00:00Z')
})

test('the newest come first, drafts do not come, and no more than feeds.entries', async () => {
  const { actions, publication, items } = await room()
  for (let day = 1; day <= 22; day++)
    publication.post(`day-${day}`, { date: `2026-10-${String(day).padStart(2, '0')}` })
  publication.write('content/posts/draft.md', '---\ntitle: Draft\ndate: 2026-11-01\ndraft: true\n---\nText\n')
  const report = await actions.build()
  expect(report.feeds.slice(0, 3)).toEqual([
    { path: '/feed.xml', format: 'rss', entryCount: 20 },
    { path: '/atom.xml', format: 'atom', entryCount: 20 },
    { path: '/feed.json', format: 'json', entryCount: 20 },
  ])
  expect(items()[0]?.title).toBe('About day-22')
  expect(items().at(-1)?.title).toBe('About day-3')
})

test('what was sent stands in the archive as static pages, without a token', async () => {
  const { actions, publication, goTo, subscribe, deliver, file } = await room()
  await subscribe('mei')
  publication.post('lamps')
  goTo(on('MON', '09:00'))
  await actions.tick()
  await actions.build()
  expect(existsSync(file('archive/weekly/1/index.html'))).toBe(false)
  await deliver()
  await actions.build()
  const page = readFileSync(file('archive/weekly/1/index.html'), 'utf8')
  expect(page).toContain('About lamps')
  expect(page).not.toContain('unsubscribe')
})

test('each section, tag and newsletter has feeds of its own; one with no post left stays, empty, and is listed no more', async () => {
  const { actions, publication, file } = await room()
  publication.write('content/posts/ink.md', '---\ntitle: Ink\ndate: 2026-11-01\ntags: [R&D, "Old maps"]\n---\nInk.\n')
  const report = await actions.build()
  expect(report.feeds.filter(({ format }) => format === 'json').map(({ path }) => path)).toEqual([
    '/feed.json',
    '/newsletters/weekly/feed.json',
    '/sections/posts/feed.json',
    '/tags/old-maps/feed.json',
    '/tags/r-d~60cfd29e7d/feed.json',
    '/languages/en/feed.json',
  ])
  const read = (path: string) => JSON.parse(readFileSync(file(path), 'utf8'))
  expect(read('tags/old-maps/feed.json')).toMatchObject({ title: 'The Lantern: Old maps', items: [{ title: 'Ink' }] })
  expect(readFileSync(file('opml.xml'), 'utf8')).toContain('/tags/old-maps/feed.xml')

  publication.write('content/posts/ink.md', '---\ntitle: Ink\ndate: 2026-11-01\ntags: [R&D]\n---\nInk.\n')
  await actions.build()
  await actions.build()
  expect(read('tags/old-maps/feed.json')).toMatchObject({ title: 'The Lantern: Old maps', items: [] })
  expect(readFileSync(file('opml.xml'), 'utf8')).not.toContain('old-maps')
  expect(readFileSync(file('feeds/index.html'), 'utf8')).not.toContain('old-maps')
})

test('a cover is enclosed by what it is and not by its name, and what plays goes before it', async () => {
  const { actions, publication, file } = await room()
  publication.write('hugo.toml', '[markup.goldmark.renderer]\nunsafe = true\n')
  publication.write('static/cover.png', 'GIF89a and more')
  publication.write('static/talk.mp3', 'ID3 and more')
  publication.write(
    'content/posts/ink.md',
    '---\ntitle: Ink\ndate: 2026-11-01\ncover: /cover.png\n---\n<audio controls><source src="/talk.mp3"></audio>\n',
  )
  await actions.build()
  const [item] = JSON.parse(readFileSync(file('feed.json'), 'utf8')).items
  expect(item.attachments).toEqual([
    { url: 'https://lantern.example/talk.mp3', mime_type: 'audio/mpeg', size_in_bytes: 12 },
  ])
  const atom = readFileSync(file('atom.xml'), 'utf8')
  expect(atom.match(/<link rel="enclosure".*/g)).toEqual([
    '<link rel="enclosure" href="https://lantern.example/talk.mp3" type="audio/mpeg" length="12"/>',
    '<link rel="enclosure" href="https://lantern.example/cover.png" type="image/gif" length="15"/>',
  ])
})

test('the old paths of a feed have it too, byte for byte', async () => {
  const newsroom = await openNewsroom({ more: '[feeds]\nalso = { "/index.xml" = "rss", "/blog/old.json" = "json" }\n' })
  newsroom.publication.post('lamps')
  const { feeds } = await newsroom.actions.build()
  expect(feeds.map(({ path }) => path)).toEqual(expect.arrayContaining(['/index.xml', '/blog/old.json']))
  const read = (path: string) => readFileSync(join(newsroom.publication.dir, 'dist/site', path), 'utf8')
  expect(read('index.xml')).toBe(read('feed.xml'))
  expect(read('blog/old.json')).toBe(read('feed.json'))
})

test('older posts are in an archive that leads from the feed back to the first; a full page of it stays as it is', async () => {
  const { actions, publication, goTo, file } = await room()
  const day = (index: number) =>
    `2026-${String(1 + Math.floor(index / 28)).padStart(2, '0')}-${String(1 + (index % 28)).padStart(2, '0')}`
  for (let index = 0; index < 50; index++) publication.post(`day-${index}`, { date: day(index) })
  await actions.build()
  const read = (path: string) => JSON.parse(readFileSync(file(path), 'utf8'))
  const titles = (path: string) => read(path).items.map(({ title }: Item) => title)
  expect(read('feed.json').next_url).toBe('https://news.lantern.example/pages/2/feed.json')
  expect(read('pages/2/feed.json')).toMatchObject({
    next_url: 'https://news.lantern.example/pages/1/feed.json',
    items: [],
  })
  expect(titles('pages/1/feed.json').at(-1)).toBe('About day-0')
  expect(titles('pages/1/feed.json')).toHaveLength(50)
  const full = readFileSync(file('pages/1/atom.xml'), 'utf8')
  expect(full).toContain('<fh:archive/>')
  expect(full).toContain('<link rel="current" href="https://news.lantern.example/atom.xml"/>')
  expect(full).not.toContain('rel="prev-archive"')
  expect(readFileSync(file('feed.xml'), 'utf8')).toContain(
    '<atom:link rel="prev-archive" href="https://news.lantern.example/pages/2/feed.xml"/>',
  )

  goTo(on('TUE', '09:00'))
  publication.post('late', { date: '2025-12-31' })
  publication.remove('content/posts/day-9.md')
  publication.post('day-8', { date: day(8), title: 'Rewritten' })
  await actions.build()
  expect(titles('pages/2/feed.json')).toEqual(['About late'])
  expect(titles('pages/1/feed.json')).toHaveLength(49)
  goTo(on('TUE', '10:00'))
  publication.post('later', { date: '2025-12-30' })
  const before = statSync(file('pages/1/feed.xml')).mtimeMs
  await actions.build()
  expect(titles('pages/2/feed.json')).toEqual(['About late', 'About later'])
  expect(statSync(file('pages/1/feed.xml')).mtimeMs).toBe(before)
})

test('with ids = "url" an entry has the URL that its post had first, and a post in the place of a deleted one another id', async () => {
  const newsroom = await openNewsroom({ more: '[feeds]\nids = "url"\n' })
  const { publication, actions, goTo } = newsroom
  const ids = (): string[] =>
    JSON.parse(readFileSync(join(publication.dir, 'dist/site/feed.json'), 'utf8')).items.map(({ id }: Item) => id)
  publication.post('lamps')
  await actions.build()
  const [id] = ids()
  expect(id).toMatch(/^https:\/\/lantern\.example\/.*lamps\/$/)
  goTo(on('TUE', '09:00'))
  publication.post('lamps', { title: 'Rewritten' })
  await actions.build()
  expect(ids()).toEqual([id])
  publication.remove('content/posts/lamps.md')
  await actions.build({ empty: true })
  publication.write('content/posts/new.md', '---\ntitle: Quite another\ndate: 2026-11-24\nslug: lamps\n---\nAnother.\n')
  await actions.build()
  expect(ids()).toEqual([expect.stringMatching(/^tag:lantern\.example,2026-11-24:/)])
})

test('a line to reply and a licence stand below whole posts, in the language of each, and in every format', async () => {
  const more =
    '[feeds]\nlicence = "https://creativecommons.org/licenses/by/4.0/"\nreply_to = "mei@lantern.example"\nicon = "/icon.png"\n'
  const { publication, actions } = await openNewsroom({ more })
  publication.write('content/posts/ink.md', '---\ntitle: Ink\ndate: 2026-11-01\n---\nInk.\n')
  await actions.build()
  const read = (path: string) => readFileSync(join(publication.dir, 'dist/site', path), 'utf8')
  const [item] = JSON.parse(read('feed.json')).items
  expect(item.content_html).toBe(
    '<p>Ink.</p>\n<p><a href="mailto:mei@lantern.example?subject=Re%3A%20Ink">Reply by email</a></p>' +
      '<p><a href="https://creativecommons.org/licenses/by/4.0/" rel="license">CC BY 4.0</a></p>',
  )
  expect(item.summary).toBe('Ink.')
  expect(JSON.parse(read('feed.json')).icon).toBe('https://lantern.example/icon.png')
  expect(read('atom.xml').match(/<rights>CC BY 4.0</g)).toHaveLength(2)
  expect(read('feed.xml')).toContain('<dc:rights>CC BY 4.0</dc:rights>')
})
