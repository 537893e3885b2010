import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A publication in a folder of its own, with a list to import; its newsletter is due every minute. */
export interface ListPublication {
  configFile: string
  databaseFile: string
  /** CSV: email, name. */
  listFile: string
  /** Writes a post, dated today. */
  post(name: string): Promise<void>
  remove(): Promise<void>
}

export interface ListShape {
  subscribers: number
  webPort: number
  smtpPort: number
  connections?: number
  /** More of its configuration. */
  tables?: string
}

export async function makeListPublication(shape: ListShape): Promise<ListPublication> {
  const dir = await mkdtemp(join(tmpdir(), 'broadsheet-bench-'))
  const publication: ListPublication = {
    configFile: join(dir, 'broadsheet.toml'),
    databaseFile: join(dir, 'broadsheet.db'),
    listFile: join(dir, 'list.csv'),
    post: (name) => writeFile(join(dir, 'content', `${name}.md`), postText(name)),
    remove: () => rm(dir, { recursive: true, force: true, maxRetries: 3 }),
  }
  try {
    await mkdir(join(dir, 'content'))
    await writeFile(publication.configFile, configText(shape))
    await writeList(publication.listFile, shape.subscribers)
    return publication
  } catch (error) {
    await publication.remove()
    throw error
  }
}

function configText({ webPort, smtpPort, connections = 1, tables = '' }: ListShape): string {
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
schedule = "* * * * *"

[[smtp]]
url = "smtp://127.0.0.1:${smtpPort}"
connections = ${connections}
tls = "insecure"

[database]
url = "sqlite:broadsheet.db"

[web]
url = "https://news.bench.example/"
port = ${webPort}
secrets = ["a-secret-of-forty-characters-for-the-bench"]
probe = "off"
${tables}`
}

function postText(name: string): string {
  const body = 'On the quay the old lamps were lit again last week.\n\n'.repeat(20)
  return `---\ntitle: ${name}\ndate: ${new Date().toISOString().slice(0, 10)}\n---\n${body}`
}

const LINES_AT_ONCE = 10_000

async function writeList(file: string, subscribers: number): Promise<void> {
  const list = createWriteStream(file)
  list.write('email,name\n')
  for (let first = 0; first < subscribers; first += LINES_AT_ONCE) {
    const count = Math.min(LINES_AT_ONCE, subscribers - first)
    const lines = Array.from({ length: count }, (_, index) => line(first + index))
    if (!list.write(lines.join(''))) await once(list, 'drain')
  }
  list.end()
  await once(list, 'finish')
}

function line(number: number): string {
  return `reader-${String(number).padStart(7, '0')}@bench.example,Reader ${number}\n`
}
