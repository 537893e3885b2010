import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { INERT_TOKEN } from '../../src/subscribers/token.ts'
import { PROGRAM } from '../integration/compiled.ts'

const CHROMIUM = '/usr/bin/chromium'
/** CI has it, or fails. */
const hasChromium = existsSync(CHROMIUM) || process.env.CI === 'true'
const ROOT = fileURLToPath(new URL('../..', import.meta.url))

describe.skipIf(!hasChromium)('the web in a browser (skipped without Debian’s Chromium)', () => {
  let browser: Browser
  let served: Served
  let mail: string
  beforeAll(async () => {
    served = await serveSample()
    mail = readdirSync(join(served.dir, 'dist/mail'))[0] ?? ''
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
    await served?.stop()
  })

  const pages: [string, () => string][] = [
    ['the home page', () => '/'],
    ['the list of the archive', () => '/archive/weekly/'],
    ['a number', () => '/archive/weekly/1/'],
    ['the mailbox', () => '/mailbox/'],
    ['a mail', () => `/mailbox/${mail}`],
    ['leaving', () => `/unsubscribe/${tokenIn(served.dir, mail)}`],
    ["a test mail's link", () => `/unsubscribe/${INERT_TOKEN}`],
  ]
  const screens = [375, 1000].flatMap((width) => (['light', 'dark'] as const).map((scheme) => ({ width, scheme })))

  describe.each(screens)('at $width pixels, in the $scheme', ({ width, scheme }) => {
    it.each(pages)('%s: all is loaded, no complaint, nothing to scroll sideways', async (_, path) => {
      const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme: scheme })
      const complaints: string[] = []
      page.on('console', (message) => complaints.push(message.text()))
      page.on('pageerror', (error) => complaints.push(error.message))
      page.on('requestfailed', (request) => complaints.push(`${request.url()}: ${request.failure()?.errorText}`))
      const answer = await page.goto(served.url + path(), { waitUntil: 'load' })
      expect(answer?.status()).toBe(200)
      expect(complaints).toEqual([])
      for (const frame of page.frames()) {
        expect(await frame.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
        const background = await frame.evaluate('getComputedStyle(document.body).backgroundColor')
        expect(background, frame.url()).toBe(scheme === 'dark' ? 'rgb(23, 24, 26)' : 'rgb(251, 250, 246)')
      }
      await page.close()
    })
  })

  it('the button unsubscribes, and the same link then says so', async () => {
    const page = await browser.newPage()
    await page.goto(`${served.url}/unsubscribe/${tokenIn(served.dir, mail)}`)
    await page.getByRole('button', { name: 'Unsubscribe' }).click()
    expect(await page.getByRole('status').textContent()).toContain('You are unsubscribed.')
    await page.goto(page.url())
    expect(await page.getByRole('status').textContent()).toBe('You are not subscribed.')
    await page.close()
  })
})

interface Served {
  dir: string
  url: string
  stop(): Promise<void>
}

/** The sample publication, sent once and then served, in a folder of its own. */
async function serveSample(): Promise<Served> {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'broadsheet-web-')))
  for (const name of ['content', 'hugo.toml']) cpSync(join(ROOT, name), join(dir, name), { recursive: true })
  const port = await freePort()
  const toml = readFileSync(join(ROOT, 'broadsheet.toml'), 'utf8').replaceAll('127.0.0.1:3000', `127.0.0.1:${port}`)
  writeFileSync(join(dir, 'broadsheet.toml'), toml.replace('[web]', `[web]\nport = ${port}`))
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

/** As List-Unsubscribe has it. */
function tokenIn(dir: string, mail: string): string {
  const source = readFileSync(join(dir, 'dist/mail', mail), 'utf8').replaceAll(/\r\n[ \t]/g, '')
  return /\/unsubscribe\/([\w-]{43})>/.exec(source)?.[1] ?? ''
}
