import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { openStore } from '../../src/store/open-store.ts'
import { newHandle } from '../../src/subscribers/token.ts'

/** A publication in a folder of its own, with a database on disk and a list of subscribers. */
export interface BenchPublication {
  configFile: string
  /** Of its database. */
  url: string
  /** The same publication, whose mails are signed with an RSA key of 2048 bits. */
  signedConfigFile: string
  importSeconds: number
  remove(): Promise<void>
}

export interface PublicationShape {
  subscribers: number
  smtpPort: number
  connections: number
  /** A URL of PostgreSQL; default: a SQLite file of its own. */
  database?: string
}

export async function makePublication(shape: PublicationShape): Promise<BenchPublication> {
  const dir = await mkdtemp(join(tmpdir(), 'broadsheet-bench-'))
  const remove = () => rm(dir, { recursive: true, force: true })
  try {
    const configFile = join(dir, 'broadsheet.toml')
    const signedConfigFile = join(dir, 'signed.toml')
    await writeFile(configFile, configText(shape))
    await writeFile(join(dir, 'dkim.pem'), newRsaKey(), { mode: 0o600 })
    await writeFile(signedConfigFile, configText(shape) + DKIM)
    const started = performance.now()
    const url = shape.database ?? `sqlite:${join(dir, 'broadsheet.db')}`
    await importSubscribers(url, dir, shape.subscribers)
    return { configFile, url, signedConfigFile, importSeconds: (performance.now() - started) / 1000, remove }
  } catch (error) {
    await remove()
    throw error
  }
}

const DKIM = `
[[dkim]]
domain = "bench.example"
selector = "bench"
key = "dkim.pem"
`

function newRsaKey(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}

function configText({ smtpPort, connections, database = 'sqlite:broadsheet.db' }: PublicationShape): string {
  return `
[site]
title = "The Lantern"
url = "https://lantern.example/"
language = "en"
timezone = "UTC"

[content]
source = "content"
dialect = "hugo"
live_check = "off"

[[newsletters]]
id = "weekly"
title = "The Lantern, weekly"
from = "The Lantern <news@bench.example>"

[[smtp]]
url = "smtp://127.0.0.1:${smtpPort}"
connections = ${connections}
tls = "insecure"

[database]
url = "${database}"
data_dir = "."

[web]
url = "https://news.bench.example/"
secrets = ["${randomBytes(24).toString('hex')}"]
probe = "off"
`
}

const CHUNK = 10_000

async function importSubscribers(url: string, numbersDir: string, count: number): Promise<void> {
  const now = Temporal.Now.instant()
  const cadences = new Map([['weekly', 'default']])
  const store = await openStore({ url, numbersDir, now, newId: () => newHandle(randomBytes) })
  try {
    for (let first = 0; first < count; first += CHUNK) {
      const rows = Array.from({ length: Math.min(CHUNK, count - first) }, (_, index) => reader(first + index))
      await store.subscribers.importRows({ newsletter: 'weekly', cadences, rows, at: now, source: 'import bench' })
    }
  } finally {
    await store.close()
  }
}

/** Every second one has a name. */
function reader(number: number) {
  const address = `reader-${String(number).padStart(7, '0')}@bench.example`
  const name = number % 2 === 0 ? `Reader ${number}` : undefined
  return { line: number + 1, address, key: address, name, status: 'active' as const }
}
