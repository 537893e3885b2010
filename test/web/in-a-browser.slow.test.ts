import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { INERT_TOKEN } from '../../src/subscribers/token.ts'
import { CHROMIUM, hasChromium, type Served, serveSample } from './served-sample.ts'

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

/** As List-Unsubscribe has it. */
function tokenIn(dir: string, mail: string): string {
  const source = readFileSync(join(dir, 'dist/mail', mail), 'utf8').replaceAll(/\r\n[ \t]/g, '')
  return /\/unsubscribe\/([\w-]{43})>/.exec(source)?.[1] ?? ''
}
