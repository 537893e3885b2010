import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { enter, on, openNewsroom } from '../actions/newsroom.ts'
import { hasNewsboat, hasRss2email, Newsboat, Rss2email } from '../feeds/other-readers.ts'

/** A person who follows the site's feeds in every program, and is shown what is new to it. */
interface Follower {
  /** Ids of all entries that were ever shown as new. */
  shown(): string[]
}

const FEEDS = ['feed.xml', 'atom.xml']

function withNewsboat(urls: string[]): Follower {
  // Its items bear their id alone: one program for each format, as a person follows but one.
  const programs = urls.map((url) => ({ url, newsboat: new Newsboat() }))
  return { shown: () => programs.flatMap(({ url, newsboat }) => newsboat.reload([url]).map(({ guid }) => guid)).sort() }
}

function withRss2email(urls: string[]): Follower {
  const program = new Rss2email(urls)
  return { shown: () => program.run() }
}

const READERS = [
  ['newsboat', hasNewsboat, withNewsboat],
  ['rss2email', hasRss2email, withRss2email],
] as const

for (const [reader, isThere, follow] of READERS) {
  test.skipIf(!isThere)(
    `${reader} shows nothing twice, whatever is done to posts and site (skipped without it)`,
    async () => {
      let { publication, log, actions, goTo } = await openNewsroom()
      const dir = join(publication.dir, 'dist/site')
      const post = (name: string, frontMatter: string, text: string) =>
        publication.write(`content/${name}.md`, `---\n${frontMatter}\n---\n${text}\n`)
      post('posts/ink', 'title: Ink\ndate: 2026-11-01\ntags: [maps]', 'All about ink.')
      post('posts/lamps', 'title: Lamps\ndate: 2026-11-02', 'All about lamps.')
      await actions.build()
      const follower = follow(FEEDS.map((file) => pathToFileURL(join(dir, file)).href))
      const shown = follower.shown()
      expect(shown).toHaveLength(2 * FEEDS.length)

      const changes: Record<string, () => void> = {
        'a day passes': () => goTo(on('TUE', '08:00')),
        'a post is rewritten': () =>
          post('posts/ink', 'title: Ink, again\ndate: 2026-11-01\ntags: [ink]', 'Rewritten.'),
        'a post gets another slug': () =>
          post('posts/lamps', 'title: Lamps\ndate: 2026-11-02\nslug: light', 'All about lamps.'),
        'a post moves to another section': () => {
          publication.remove('content/posts/ink.md')
          post('notes/ink', 'title: Ink, again\ndate: 2026-11-01\ntags: [ink]', 'Rewritten.')
        },
        'and back again': () => {
          publication.remove('content/notes/ink.md')
          post('posts/ink', 'title: Ink, again\ndate: 2026-11-01\ntags: [ink]', 'Rewritten.')
        },
        'its date is corrected': () =>
          post('posts/ink', 'title: Ink, again\ndate: 2026-10-31\ntags: [ink]', 'Rewritten.'),
        'the site gets another domain, title and way to write ids': () => {
          const config = readFileSync(join(publication.dir, 'broadsheet.toml'), 'utf8')
          const renamed = config
            .replaceAll('lantern.example', 'lamp.example')
            .replace('title = "The Lantern"', 'title = "Lamp"')
          publication.write(
            'broadsheet.toml',
            `${renamed}\n[feeds]\nids = "url"\nrights = "© Mei"\ncontent = "summary"\n`,
          )
        },
      }
      for (const [what, change] of Object.entries(changes)) {
        change()
        ;({ actions, goTo } = await enter(publication, log, on('TUE', '09:00')))
        await actions.build()
        expect(follower.shown(), what).toEqual(shown)
      }
      expect(readFileSync(join(dir, 'atom.xml'), 'utf8')).toContain('https://lamp.example/posts/ink/')

      post('posts/new', 'title: New\ndate: 2026-11-24', 'News.')
      await actions.build()
      expect(follower.shown()).toHaveLength(3 * FEEDS.length)
    },
  )
}
