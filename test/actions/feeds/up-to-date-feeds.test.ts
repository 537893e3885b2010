import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { on, openNewsroom } from '../newsroom.ts'

/** Of two posts, the older one is read by no build. */
const THE_NEWEST = '[feeds]\narchive = false\nentries = 1'

async function room(more = '') {
  const newsroom = await openNewsroom({ more })
  const { dir } = newsroom.publication
  const file = (path: string) => join(dir, 'dist/site', path)
  const files = () =>
    readdirSync(file(''), { recursive: true, encoding: 'utf8' })
      .filter((path) => statSync(file(path)).isFile())
      .toSorted()
  return {
    ...newsroom,
    file,
    /** Whatever was built, byte for byte. */
    bytes: () => files().map((path) => [path, readFileSync(file(path)).toString('base64')]),
  }
}

test.each(['', THE_NEWEST])('a build writes what one that remembers nothing writes %s', async (settings) => {
  const { actions, publication, goTo, bytes } = await room(settings)
  const changes: (() => void)[] = [
    () => publication.post('lamps', { text: 'See [oil](oil.md).' }),
    () => publication.post('oil', { text: '{{< note >}}Dear{{< /note >}} ![](/oil.png)' }),
    () => publication.write('templates/shortcodes/note.liquid', '<b>{{ inner }}</b>'),
    () => publication.write('static/oil.png', 'not a picture'),
    () => publication.write('content/posts/_index.md', '---\ntitle: Posts\ncascade:\n  tags: [light]\n---\n'),
    () => publication.post('lamps', { title: 'Lanterns', date: '2026-11-25' }),
    () => goTo(on('THU', '09:00')),
    () => rmSync(join(publication.dir, 'content/posts/oil.md')),
    () => appendFileSync(join(publication.dir, 'broadsheet.toml'), '\n'),
  ]
  for (const change of changes) {
    change()
    const report = await actions.build()
    const written = bytes()
    expect(await actions.build({ fresh: true })).toEqual(report)
    expect(bytes()).toEqual(written)
  }
})

test('what somebody deleted or changed among the built files is put right, though no post changed', async () => {
  const { actions, publication, file, bytes } = await room()
  publication.post('lamps')
  await actions.build()
  const written = bytes()
  for (const path of ['feed.xml', 'atom.xml.br', 'opml.xml.gz', 'feeds/feeds.json']) {
    rmSync(file(path))
    await actions.build()
    expect(bytes()).toEqual(written)
    writeFileSync(file(path), 'x')
    await actions.build()
    expect(bytes()).toEqual(written)
  }
})

test('a build with nothing to do says the same as the one before, warnings too', async () => {
  const { actions, publication } = await room()
  publication.post('lamps', { text: '{{< unheard-of >}}' })
  const report = await actions.build()
  expect(report.problems.map(({ code }) => code)).toContain('shortcode.unknown')
  expect(await actions.build()).toEqual(report)
})

test('a feed none of whose posts changed is not written again', async () => {
  const { actions, publication, file } = await room()
  publication.post('lamps', { date: '2026-11-01' })
  publication.write('content/notes/oil.md', '---\ntitle: Oil\ndate: 2026-11-02\n---\nOil.\n')
  await actions.build()
  const stamps = () => ['posts', 'notes'].map((section) => statSync(file(`sections/${section}/feed.xml`)).mtimeMs)
  const before = stamps()
  publication.post('lamps', { date: '2026-11-01', text: 'Other words.' })
  await actions.build()
  expect(stamps().map((stamp, index) => stamp === before[index])).toEqual([false, true])
})

test('with archive = false there are no pages of older posts, and no way to them', async () => {
  const { actions, publication, file } = await room(THE_NEWEST)
  publication.post('lamps')
  publication.post('oil')
  await actions.build()
  expect(existsSync(file('pages'))).toBe(false)
  expect(JSON.parse(readFileSync(file('feed.json'), 'utf8'))).not.toHaveProperty('next_url')
})
