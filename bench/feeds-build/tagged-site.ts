import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { Seeded } from '../seeded.ts'

export interface TaggedSite {
  dir: string
  /** Changes the newest post's words. */
  edit(round: number): Promise<void>
  /** Takes away what builds left: the next one is cold. */
  forget(): Promise<void>
  remove(): Promise<void>
}

const SECTIONS = ['posts', 'notes', 'links']
const TAGS_OF_A_POST = 3
const PARAGRAPHS = { least: 2, most: 12 }
const WORDS =
  'ink lamp paper harbour light map bread window river stone letter winter sail copper thread market bridge rain salt seed'.split(
    ' ',
  )
const LAST_DAY = Temporal.PlainDate.from('2026-01-31')

/** A Hugo site of so many posts with three of so many tags each, which Broadsheet reads where it stands. The same every time. */
export async function makeTaggedSite(posts: number, tags: number): Promise<TaggedSite> {
  const dir = await mkdtemp(join(tmpdir(), 'broadsheet-feeds-build-'))
  const seeded = new Seeded(20_260_131)
  for (const section of SECTIONS) await mkdir(join(dir, 'content', section), { recursive: true })
  await writeFile(join(dir, 'hugo.toml'), HUGO_CONFIG)
  await writeFile(join(dir, 'broadsheet.toml'), BROADSHEET_CONFIG)
  for (let number = 0; number < posts; number++) {
    const section = number === 0 ? 'posts' : seeded.pick(SECTIONS)
    await writeFile(join(dir, 'content', section, fileName(number)), postText(number, tags, seeded))
  }
  const newest = join(dir, 'content/posts', fileName(0))
  return {
    dir,
    edit: async (round) => writeFile(newest, `${postText(0, tags, new Seeded(round))}\nEdited ${round} times.\n`),
    forget: async () => {
      for (const made of ['public', 'out', 'data', 'resources', 'dist']) {
        await rm(join(dir, made), { recursive: true, force: true })
      }
    },
    remove: () => rm(dir, { recursive: true, force: true }),
  }
}

function fileName(number: number): string {
  return `post-${String(number).padStart(6, '0')}.md`
}

function postText(number: number, tags: number, seeded: Seeded): string {
  const date = LAST_DAY.toPlainDateTime('12:00').subtract({ hours: number * 7 })
  const own = new Set(Array.from({ length: TAGS_OF_A_POST }, () => `topic ${seeded.between(1, tags)}`))
  const count = seeded.between(PARAGRAPHS.least, PARAGRAPHS.most)
  const paragraphs = Array.from({ length: count }, () => paragraph(seeded))
  return [
    `---\ntitle: "Number ${number}: ${seeded.pick(WORDS)} & ${seeded.pick(WORDS)}"`,
    `date: ${date.toString()}+08:00`,
    `tags: [${[...own].join(', ')}]\n---\n`,
    paragraphs.join('\n\n'),
    '',
  ].join('\n')
}

/** Sentences with emphasis, a link, code or a list, as posts have them. */
function paragraph(seeded: Seeded): string {
  const words = Array.from({ length: 60 }, () => seeded.pick(WORDS))
  words[7] = `**${words[7]}**`
  words[19] = `[${words[19]}](https://lantern.example/${words[19]}/)`
  words[31] = `\`${words[31]}\``
  const text = `${words.join(' ')}.`
  return seeded.chance(0.2) ? text.replaceAll(' salt ', '\n- salt ') : text
}

/** Hugo's own RSS template, for the home page, each section and each tag; no page is rendered beside it. */
const HUGO_CONFIG = `
baseURL = "https://lantern.example/"
title = "The Lantern"
disableKinds = ["sitemap", "robotsTXT", "404"]
[services.rss]
limit = 20
[outputs]
home = ["RSS"]
section = ["RSS"]
taxonomy = ["RSS"]
term = ["RSS"]
page = []
`

const BROADSHEET_CONFIG = `
[site]
title = "The Lantern"
url = "https://lantern.example/"

[content]
source = "content"
dialect = "hugo"

[output]
dir = "out"

[web]
url = "https://news.lantern.example/"
secrets = ["a-secret-of-the-bench-which-signs-nothing"]
`
