import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { expect } from 'vitest'
import { PROGRAM } from '../integration/compiled.ts'

export const CHROMIUM = '/usr/bin/chromium'
/** CI has it, or fails. */
export const hasChromium = existsSync(CHROMIUM) || process.env.CI === 'true'
const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export interface Served {
  dir: string
  url: string
  stop(): Promise<void>
}

/** The sample publication, sent once and then served, in a folder of its own; `more`: tables of its configuration. */
export async function serveSample({ more = '' }: { more?: string } = {}): Promise<Served> {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'broadsheet-web-')))
  for (const name of ['content', 'hugo.toml']) cpSync(join(ROOT, name), join(dir, name), { recursive: true })
  const port = await freePort()
  const toml = readFileSync(join(ROOT, 'broadsheet.toml'), 'utf8').replaceAll('127.0.0.1:3000', `127.0.0.1:${port}`)
  writeFileSync(join(dir, 'broadsheet.toml'), `${toml.replace('[web]', `[web]\nport = ${port}`)}\n${more}`)
  const start = (command: string) => spawn(process.execPath, [PROGRAM, command], { cwd: dir })
  await once(start('demo'), 'exit')
  numberTrials(dir)
  const server = start('serve')
  const ended = once(server, 'exit')
  const [greeting] = await once(createInterface(server.stdout), 'line')
  expect(greeting).toContain(`listening on http://127.0.0.1:${port}/`)
  return {
    dir,
    url: `http://127.0.0.1:${port}`,
    async stop() {
      server.kill('SIGTERM')
      await ended
      rmSync(dir, { recursive: true })
    },
  }
}

/** As if a real server had taken them: trials are in no archive. */
function numberTrials(dir: string): void {
  const database = new Database(join(dir, 'data/broadsheet.db'))
  database.exec('update editions set number = trial, trial = null')
  database.close()
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address ? address.port : 0
}
