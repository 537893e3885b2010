import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { onTestFinished } from 'vitest'
import { type Ended, type Running, startProgram } from './program.ts'

export interface PublicationOptions {
  /** Port of the SMTP server on loopback. */
  smtpPort?: number
  /** Lines of `[[newsletters]]` beyond id, title and sender. */
  newsletter?: string
  /** Lines of `[[smtp]]`; default the server at `smtpPort`, over four connections. */
  smtp?: string
  /** Lines of `[content]` that say where posts are; default a Hugo site's folder. */
  source?: string
  /** Lines of `[content]`. */
  content?: string
  /** Lines of `[web]`. */
  web?: string
  /** `database.url`; default a SQLite file. */
  database?: string
  /** Tables of their own. */
  more?: string
  /** Where it lives; default a folder of its own, gone after the test. */
  dir?: string
}

export const SECRET = 'a-secret-of-forty-characters-for-the-tests'

/** A publication in a folder of its own, worked with as an operator does: by files and commands. */
export class Publication {
  readonly dir: string
  readonly #options: PublicationOptions

  constructor(options: PublicationOptions = {}) {
    this.#options = options
    this.dir = options.dir ?? temporaryFolder()
    this.write('content/_index.md', '---\ntitle: The Lantern\n---\n')
    this.configure()
  }

  /** Writes broadsheet.toml, with some of the options changed. */
  configure(changed: PublicationOptions = {}): void {
    this.write('broadsheet.toml', toml({ ...this.#options, ...changed }))
  }

  write(path: string, text: string | Uint8Array): void {
    mkdirSync(dirname(join(this.dir, path)), { recursive: true })
    writeFileSync(join(this.dir, path), text)
  }

  remove(path: string): void {
    rmSync(join(this.dir, path))
  }

  post(name: string, { title = `About ${name}`, date = '2024-02-20', text = `All about ${name}.` } = {}): void {
    this.write(`content/posts/${name}.md`, `---\ntitle: ${title}\ndate: ${date}\n---\n${text}\n`)
  }

  /** reader-0001@example.org and so on, subscribed by an import. */
  async subscribe(count: number): Promise<string[]> {
    const addresses = Array.from({ length: count }, (_, i) => `reader-${String(i + 1).padStart(4, '0')}@example.org`)
    this.write('readers.csv', ['email', ...addresses].join('\n'))
    await this.did('subscribers', 'import', join(this.dir, 'readers.csv'))
    return addresses
  }

  /** Looks for the first time: whatever is live is marked as already sent. Then people subscribe, and a post is published. */
  async openWith(readers: number, posts: string[] = ['lamps']): Promise<string[]> {
    await this.did('adopt')
    const addresses = await this.subscribe(readers)
    for (const name of posts) this.post(name)
    return addresses
  }

  start(...args: string[]): Running {
    return startProgram([...args, '--config', join(this.dir, 'broadsheet.toml')], this.dir)
  }

  run(...args: string[]): Promise<Ended> {
    return this.start(...args).ended
  }

  /** Runs a command that must end well. */
  async did(...args: string[]): Promise<Ended> {
    const ended = await this.run(...args)
    if (ended.exitCode !== 0) throw new Error(`broadsheet ${args.join(' ')} ended with ${JSON.stringify(ended)}`)
    return ended
  }

  /** What a command prints with `--json`. */
  // biome-ignore lint/suspicious/noExplicitAny: a test names the fields that it expects.
  async json(...args: string[]): Promise<any> {
    return JSON.parse((await this.run(...args, '--json')).stdout)
  }

  /** Looks into the database, or changes it, beside the program. */
  sql<Row = Record<string, unknown>>(statement: string, ...parameters: unknown[]): Row[] {
    const database = new Database(join(this.dir, 'data/broadsheet.db'), { timeout: 5_000 })
    try {
      const prepared = database.prepare(statement)
      if (prepared.reader) return prepared.all(...parameters) as Row[]
      prepared.run(...parameters)
      return []
    } finally {
      database.close()
    }
  }

  /** Of an edition, as they were frozen: candidates = deliveries + excluded. */
  frozen(edition: string): { candidates: number; deliveries: number; excluded: number } | undefined {
    const [newsletter, number] = edition.split('/')
    return this.sql<{ candidates: number; deliveries: number; excluded: number }>(
      `select candidate_count as candidates,
        (select count(*) from deliveries where edition_id = e.id) as deliveries,
        (select coalesce(sum(count), 0) from exclusions where edition_id = e.id) as excluded
      from editions e where newsletter_id = ? and number = ?`,
      newsletter,
      number,
    )[0]
  }

  /** Whoever held the right to deliver was killed, and half a minute has passed since. */
  leaseRunsOut(): void {
    this.sql('update leases set expires_at = 0')
  }
}

export function temporaryFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'broadsheet-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true, maxRetries: 3 }))
  return dir
}

function toml({
  smtpPort,
  newsletter = '',
  smtp,
  source = 'source = "content"\ndialect = "hugo"',
  content = '',
  web = '',
  more = '',
  database = 'sqlite:data/broadsheet.db',
}: PublicationOptions): string {
  return `[site]
title = "The Lantern"
url = "https://lantern.example/"
language = "en"
timezone = "UTC"

[content]
${source}
live_check = "off"
${content}

[[newsletters]]
id = "weekly"
title = "The Lantern, weekly"
from = "The Lantern <news@lantern.example>"
${newsletter}

[[smtp]]
${smtp ?? `url = "smtp://127.0.0.1:${smtpPort ?? 9}"\nconnections = 4`}

[database]
url = "${database}"

[web]
${web || 'url = "https://news.lantern.example/"'}
probe = "off"
secrets = ["${SECRET}"]

${more}
`
}
