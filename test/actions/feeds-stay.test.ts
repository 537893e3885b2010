import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { on, openNewsroom } from './newsroom.ts'

/** Every file that `build` wrote, by path; those of `.gz` and `.br` follow from the others. */
function written(dir: string): Map<string, string> {
  const files = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((path) =>
    /\.(?:xml|json|html|css)$/.test(path),
  )
  return new Map(files.sort().map((path) => [path, readFileSync(join(dir, path), 'utf8')]))
}

function changed(before: Map<string, string>, after: Map<string, string>): string[] {
  return [...after].filter(([path, text]) => before.get(path) !== text).map(([path]) => path)
}

/** An Atom document without an entry, and without the dates of the feed itself. */
function apartFrom(atom: string, title: string): string {
  const entries = atom.split(/(?=\n {2}<entry)/)
  const [head = '', ...rest] = entries
  return [head.replace(/<updated>.*<\/updated>/, ''), ...rest.filter((entry) => !entry.includes(`>${title}<`))].join('')
}

async function site() {
  const newsroom = await openNewsroom()
  const { publication } = newsroom
  const post = (name: string, tag: string, text = `All about ${name}.`) =>
    publication.write(
      `content/posts/${name}.md`,
      `---\ntitle: ${name}\ndate: 2026-11-01\ntags: [${tag}]\n---\n${text}\n`,
    )
  for (const [name, tag] of [
    ['ink', 'maps'],
    ['lamps', 'light'],
    ['paper', 'maps'],
  ] as const)
    post(name, tag)
  await newsroom.actions.build()
  return { ...newsroom, post, files: () => written(join(publication.dir, 'dist/site')) }
}

test('a day later not one byte of an unchanged site differs, built anew or not', async () => {
  const { actions, goTo, files } = await site()
  const before = files()
  expect(before.size).toBeGreaterThan(20)
  goTo(on('TUE', '08:00'))
  await actions.build()
  expect(changed(before, files())).toEqual([])
  goTo(on('WED', '08:00'))
  await actions.build({ fresh: true })
  expect(changed(before, files())).toEqual([])
})

test('of an edit, the feeds that the post is in tell by its entry and their own date, and nothing else changes', async () => {
  const { actions, goTo, post, files } = await site()
  const before = files()
  goTo(on('TUE', '10:00'))
  post('lamps', 'light', 'Rewritten.')
  await actions.build()
  const after = files()
  const feeds = ['', 'languages/en/', 'newsletters/weekly/', 'sections/posts/', 'tags/light/']
  const documents = feeds.flatMap((folder) => ['atom.xml', 'feed.json', 'feed.xml'].map((file) => folder + file))
  expect(changed(before, after)).toEqual(documents.sort())
  for (const folder of feeds) {
    const [old = '', now = ''] = [before, after].map((all) => all.get(`${folder}atom.xml`))
    expect(now).toContain('Rewritten.')
    expect(now).toContain('<updated>2026-11-24T10:00:00Z</updated>')
    expect(apartFrom(now, 'lamps')).toBe(apartFrom(old, 'lamps'))
    expect(apartFrom(now, 'lamps')).not.toBe(apartFrom(now, 'ink'))
  }
})

test('after an edit, feeds without that post are not even made again, unless one of their files was touched', async () => {
  const { actions, publication, post, files } = await site()
  post('odd', 'maps', '{{< no-such-shortcode >}}')
  const told = (await actions.build()).problems
  expect(told).not.toEqual([])
  const file = (path: string) => join(publication.dir, 'dist/site', path)
  rmSync(file('tags/maps/atom.xml'))
  writeFileSync(file('sections/posts/feed.json'), 'touched')
  rmSync(file('languages/en/feed.xml.br'))
  const before = files()
  post('lamps', 'light', 'Rewritten.')
  // The same is said of a post that need not be read again.
  expect((await actions.build()).problems).toEqual(told)
  const edited = files()
  expect(changed(before, edited)).toContain('tags/maps/atom.xml')
  expect(edited.get('sections/posts/feed.json')).toContain('Rewritten.')
  expect(existsSync(file('languages/en/feed.xml.br'))).toBe(true)
  await actions.build({ fresh: true })
  expect(changed(edited, files())).toEqual([])
})

test('a feed that had room left takes an older post in, and one whose newest is gone takes the next', async () => {
  const { actions, publication, post, files } = await site()
  const titles = () => {
    const { items } = JSON.parse(files().get('tags/maps/feed.json') ?? '') as { items: { title: string }[] }
    return items.map(({ title }) => title)
  }
  expect(titles()).toEqual(['ink', 'paper'])
  publication.write('content/posts/old.md', '---\ntitle: old\ndate: 2020-01-01\ntags: [maps]\n---\nOld.\n')
  await actions.build()
  expect(titles()).toEqual(['ink', 'paper', 'old'])
  post('ink', 'light')
  await actions.build()
  expect(titles()).toEqual(['paper', 'old'])
})
