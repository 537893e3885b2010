import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'

/** Debian's own Python: another may stand before it in the path, without the package. */
const PYTHON = '/usr/bin/python3'
const SCRIPT = fileURLToPath(new URL('read-with-feedparser.py', import.meta.url))

export const hasFeedparser = spawnSync(PYTHON, ['-c', 'import feedparser']).status === 0
export const hasNewsboat = spawnSync('newsboat', ['--version']).status === 0
export const hasRss2email = spawnSync('r2e', ['--version']).status === 0
export const hasXmllint = spawnSync('xmllint', ['--version']).status === 0

export interface ParsedFeed {
  /** Whether it had to be mended to be read. */
  bozo: boolean
  title: string
  entries: {
    id: string
    title: string
    link: string
    /** UTC: year, month, day, hour, minute, second. */
    published: number[] | null
    content: string
    tags: string[]
    authors: string[]
  }[]
}

export function readWithFeedparser(text: string): ParsedFeed {
  const { stdout, stderr, status } = spawnSync(PYTHON, [SCRIPT], { input: text, maxBuffer: 64 * 1024 * 1024 })
  if (status !== 0) throw new Error(String(stderr))
  return JSON.parse(String(stdout)) as ParsedFeed
}

export interface NewsboatItem {
  guid: string
  title: string
  author: string
  url: string
  /** Seconds since 1970. */
  pubDate: number
  content: string
  unread: number
}

/** A newsboat of one's own. It keeps what it has seen, as a person's does. */
export class Newsboat {
  readonly #dir = mkdtempSync(join(tmpdir(), 'newsboat-'))

  /** Fetches feeds, by URL, and gives all that it knows now. */
  reload(urls: string[]): NewsboatItem[] {
    const file = (name: string) => join(this.#dir, name)
    writeFileSync(file('urls'), `${urls.join('\n')}\n`)
    writeFileSync(file('config'), '')
    const args = ['-u', file('urls'), '-c', file('cache.db'), '-C', file('config'), '-x', 'reload']
    const { status, stderr } = spawnSync('newsboat', args, {
      env: { ...process.env, HOME: this.#dir, LC_ALL: 'C.UTF-8' },
    })
    if (status !== 0) throw new Error(String(stderr))
    const database = new Database(file('cache.db'), { readonly: true })
    const items = database
      .prepare('select guid, title, author, url, pubDate, content, unread from rss_item order by id')
      .all()
    database.close()
    return items as NewsboatItem[]
  }

  /** The same of a document that lies nowhere yet. */
  read(text: string): NewsboatItem[] {
    const file = join(this.#dir, 'feed.xml')
    writeFileSync(file, text)
    return this.reload([`file://${file}`])
  }
}

/** An rss2email of one's own, which puts a mail into a folder for each entry that is new to it. */
export class Rss2email {
  readonly #dir = mkdtempSync(join(tmpdir(), 'rss2email-'))

  constructor(urls: string[]) {
    mkdirSync(join(this.#dir, 'mail'))
    const config = { from: 'a@example.org', to: 'b@example.org', 'email-protocol': 'maildir' }
    const folder = { 'maildir-path': join(this.#dir, 'mail'), 'maildir-mailbox': 'inbox' }
    const lines = Object.entries({ ...config, ...folder }).map(([key, value]) => `${key} = ${value}`)
    writeFileSync(join(this.#dir, 'config'), `[DEFAULT]\n${lines.join('\n')}\n`)
    for (const [index, url] of urls.entries()) this.#r2e('add', `feed-${index}`, url)
  }

  /** Asks each feed, and gives the ids of all entries that it ever mailed. */
  run(): string[] {
    this.#r2e('run')
    const inbox = join(this.#dir, 'mail/inbox/new')
    const mails = readdirSync(inbox).map((name) => readFileSync(join(inbox, name), 'utf8'))
    return mails.map((mail) => /^X-RSS-ID: (.*)$/m.exec(mail)?.[1] ?? '').sort()
  }

  #r2e(...args: string[]): void {
    const files = ['-c', join(this.#dir, 'config'), '-d', join(this.#dir, 'data.json')]
    const { status, stderr } = spawnSync('r2e', [...files, ...args], { env: { ...process.env, HOME: this.#dir } })
    if (status !== 0) throw new Error(String(stderr))
  }
}

/** What xmllint complains of; '' for nothing. A schema is a RELAX NG grammar. */
export function xmllint(text: string, schema?: string): string {
  const args = ['--noout', '--huge', ...(schema ? ['--relaxng', schema] : []), '-']
  const { status, stderr } = spawnSync('xmllint', args, { input: text, encoding: 'utf8' })
  return status === 0 ? '' : stderr
}

/** The same of files, all at once: a process for each takes longer than what it looks at. */
export function xmllintFiles(files: string[]): string {
  const { status, stderr } = spawnSync('xmllint', ['--noout', '--huge', ...files], { encoding: 'utf8' })
  return status === 0 ? '' : stderr
}
