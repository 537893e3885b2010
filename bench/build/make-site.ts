import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { HUGO_TASKS, type HugoTask, layoutDir, writeLayouts } from './hugo-layouts.ts'
import { oneOf, seededRandom } from './seeded-random.ts'

const SEED = 20_260_131
const SECTIONS = ['posts', 'posts', 'posts', 'notes', 'links']
const TAGS = Array.from({ length: 30 }, (_, number) => `topic-${number + 1}`)
/** Characters of a post: most are short, some are long. */
const LENGTHS = [1_000, 2_000, 3_000, 4_000, 6_000, 12_000]
const LAST_DAY = Temporal.PlainDate.from('2026-01-31')
const HOURS_BETWEEN = 7

/** A Hugo site of so many posts, which Broadsheet reads where it stands. The same count gives the same site. */
export async function makeSite(dir: string, posts: number, passages: string[]): Promise<void> {
  const random = seededRandom(SEED)
  await writeLayouts(dir)
  await writeFile(join(dir, 'hugo.toml'), HUGO_CONFIG)
  for (const task of Object.keys(HUGO_TASKS) as HugoTask[]) {
    await writeFile(join(dir, hugoConfig(task)), `layoutDir = "${layoutDir(task)}"\n${HUGO_CONFIG}`)
    await writeFile(join(dir, broadsheetConfig(task)), broadsheetText(task))
  }
  const made = new Set<string>()
  for (let number = 0; number < posts; number += 1) {
    const { path, text } = postNumber(number, passages, random)
    const file = join(dir, 'content', path)
    const folder = dirname(file)
    if (!made.has(folder)) await mkdir(folder, { recursive: true })
    made.add(folder)
    await writeFile(file, text)
  }
}

export function hugoConfig(task: HugoTask): string {
  return `hugo-${task}.toml`
}

export function broadsheetConfig(task: HugoTask): string {
  return `broadsheet-${task}.toml`
}

/** The post that a writer touches before a warm build. */
export const EDITED = 'content/posts/post-000000.md'

function postNumber(number: number, passages: string[], random: () => number): { path: string; text: string } {
  const date = LAST_DAY.toPlainDateTime('12:00').subtract({ hours: number * HOURS_BETWEEN })
  const section = number === 0 ? 'posts' : oneOf(SECTIONS, random)
  const tags = new Set([oneOf(TAGS, random), oneOf(TAGS, () => random() ** 2)])
  const frontMatter = [
    `title: "Number ${number}: what the lamp saw"`,
    `date: ${date.toString()}+08:00`,
    `tags: [${[...tags].join(', ')}]`,
    `author: ${oneOf(['Mei', 'Jun', 'Noa'], random)}`,
  ]
  const text = bodyText(oneOf(LENGTHS, random), passages, random)
  return {
    path: `${section}/post-${String(number).padStart(6, '0')}.md`,
    text: `---\n${frontMatter.join('\n')}\n---\n\n${text}\n`,
  }
}

function bodyText(length: number, passages: string[], random: () => number): string {
  const chosen: string[] = []
  for (let written = 0; written < length; written += chosen.at(-1)?.length ?? length) {
    chosen.push(oneOf(passages, random))
  }
  return chosen.join('\n\n')
}

const HUGO_CONFIG = `
baseURL = "https://lantern.example/"
title = "The Lantern"
disableKinds = ["sitemap", "robotsTXT", "404"]
[outputs]
home = ["RSS", "atom", "JSON"]
section = ["RSS", "atom", "JSON"]
taxonomy = []
term = ["RSS", "atom", "JSON"]
page = ["JSON"]
[outputFormats.atom]
mediaType = "application/atom+xml"
baseName = "atom"
[mediaTypes."application/atom+xml"]
suffixes = ["xml"]
[markup.goldmark.renderer]
unsafe = true
[markup.highlight]
codeFences = false
`

/** Each task has a database and a cache of its own. */
const broadsheetText = (task: HugoTask) => `
[site]
title = "The Lantern"
url = "https://lantern.example/"
language = "en"
timezone = "UTC"

[content]
source = "content"
dialect = "hugo"

[output]
dir = "out-${task}"

[feeds]
archive = ${task === 'all'}

[database]
url = "sqlite:data-${task}/broadsheet.db"

[web]
url = "https://news.lantern.example/"
secrets = ["a-secret-of-the-bench-which-signs-nothing"]
`
