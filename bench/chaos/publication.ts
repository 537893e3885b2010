import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

export interface PublicationOptions {
  dir: string
  databaseUrl: string
  relayPort: number
  webPort: number
  connections: number
  readerCount: number
  /** What becomes of mails of unknown fate. */
  uncertain: 'resend' | 'hold'
  /** A rate of the server and a domain's limit are stated. */
  isPaced: boolean
}

/** A publication in a folder of its own: its configuration, its list of readers, and posts as they are written. */
export class ChaosPublication {
  readonly configFile: string
  readonly readersFile: string
  readonly readers: string[]
  readonly #dir: string
  #postCount = 0

  constructor(options: PublicationOptions) {
    this.#dir = options.dir
    this.readers = Array.from({ length: options.readerCount }, (_, i) => address(i + 1))
    this.configFile = this.#write('broadsheet.toml', toml(options))
    this.readersFile = this.#write('readers.csv', ['email', ...this.readers].join('\n'))
    this.#write('content/_index.md', '---\ntitle: Chaos\n---\n')
  }

  get postCount(): number {
    return this.#postCount
  }

  /** A post that nobody has been sent, of the day before `now`, in epoch milliseconds. */
  writePost(now: number): void {
    const number = ++this.#postCount
    const date = new Date(now - 86_400_000).toISOString()
    const body = `Number ${number}.\n\n${'.A line that begins with a dot, and a word that says nothing. '.repeat(40)}\n\n.\n`
    this.#write(`content/posts/${number}.md`, `---\ntitle: Post ${number}\ndate: ${date}\n---\n${body}`)
  }

  #write(path: string, text: string): string {
    const file = join(this.#dir, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
    return file
  }
}

function address(number: number): string {
  return `reader-${String(number).padStart(5, '0')}@d${number % 7}.example`
}

function toml({ databaseUrl, relayPort, webPort, connections, uncertain, isPaced }: PublicationOptions): string {
  return `[site]
title = "Chaos"
url = "https://chaos.example/"
language = "en"
timezone = "UTC"
postal_address = "Nowhere"

[content]
source = "content"
dialect = "hugo"
live_check = "off"

[[newsletters]]
id = "weekly"
from = "Chaos <news@chaos.example>"

[[smtp]]
name = "relay"
url = "smtp://127.0.0.1:${relayPort}"
user = "chaos"
password = "chaos"
connections = ${connections}
${isPaced ? 'rate = ["80/s"]\n' : ''}
[delivery]
uncertain = "${uncertain}"
${isPaced ? '\n[delivery.limits]\n"d3.example" = "8/s"\n' : ''}
[database]
url = "${databaseUrl}"
data_dir = "data"

[web]
url = "https://news.chaos.example/"
port = ${webPort}
probe = "off"
secrets = ["a-secret-of-forty-characters-for-the-chaos"]
`
}
