import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LANGUAGES } from '../../src/words/words-for.ts'
import { Seeded } from '../seeded.ts'

export const CADENCES = ['daily', 'weekly'] as const

export interface EditionsShape {
  subscribers: number
  posts: number
  topics: number
  /** Of broadsheet.toml. */
  database: string
}

export interface EditionsPublication {
  configFile: string
  listFile: string
  /** Writes the posts that are due. */
  publish(): Promise<void>
  remove(): Promise<void>
}

/** A newsletter with two cadences, and a list whose readers chose one of these, topics and a language at random. */
export async function makeEditionsPublication(shape: EditionsShape): Promise<EditionsPublication> {
  const dir = await mkdtemp(join(tmpdir(), 'broadsheet-bench-'))
  const remove = () => rm(dir, { recursive: true, force: true, maxRetries: 3 })
  try {
    const listFile = join(dir, 'list.csv')
    await mkdir(join(dir, 'content'))
    await writeFile(join(dir, 'broadsheet.toml'), configText(shape))
    await writePost(dir, 'before', 'none')
    await writeList(listFile, shape)
    const publish = async () => {
      for (let post = 0; post < shape.posts; post++) await writePost(dir, `post-${post}`, topic(post % shape.topics))
    }
    return { configFile: join(dir, 'broadsheet.toml'), listFile, publish, remove }
  } catch (error) {
    await remove()
    throw error
  }
}

function configText({ topics, database }: EditionsShape): string {
  const names = Array.from({ length: topics }, (_, number) => `"${topic(number)}"`)
  return `
[site]
title = "The Lantern"
url = "https://lantern.example/"
language = "en"
timezone = "UTC"
postal_address = "1 Quay Street, Lantern"

[content]
source = "content"
dialect = "hugo"
live_check = "off"

[[newsletters]]
id = "weekly"
title = "The Lantern, weekly"
from = "The Lantern <news@bench.example>"
schedules = { daily = "0 8 * * *", weekly = "0 9 * * MON" }
topics = [${names.join(', ')}]

[[smtp]]
url = "smtp://127.0.0.1:9"

[database]
url = "${database}"

[web]
url = "https://news.bench.example/"
secrets = ["a-secret-of-forty-characters-for-the-bench"]
probe = "off"
`
}

function topic(number: number): string {
  return `topic-${number}`
}

async function writePost(dir: string, name: string, tag: string): Promise<void> {
  const date = new Date().toISOString().slice(0, 10)
  const head = `---\ntitle: All about ${name}\ndate: ${date}\ntags: [${tag}]\n---\n`
  const body = `On the quay the old lamps of ${name} were lit again last week.\n\n`.repeat(20)
  await writeFile(join(dir, 'content', `${name}.md`), head + body)
}

async function writeList(file: string, { subscribers, topics }: EditionsShape): Promise<void> {
  const random = new Seeded(1)
  const list = createWriteStream(file)
  // As our own export, which alone says languages.
  list.write('email,newsletter,cadence,topics,language,state,suppression,consents\n')
  for (let number = 0; number < subscribers; number++) {
    const chosen = Array.from({ length: topics }, (_, index) => topic(index)).filter(() => random.chance(0.5))
    const line = `reader-${number}@bench.example,weekly,${random.pick(CADENCES)},"${chosen.join(', ')}",${random.pick(LANGUAGES).language},active,,\n`
    if (!list.write(line)) await once(list, 'drain')
  }
  list.end()
  await once(list, 'finish')
}
