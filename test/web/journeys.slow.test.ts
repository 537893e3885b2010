import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Browser, chromium, type Page } from 'playwright-core'
import PostalMime from 'postal-mime'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CHROMIUM, hasChromium, type Served, serveSample } from './served-sample.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const PHONE = { width: 390, height: 800 }
/** What a person needs at least to type an address. */
const TYPING_MS = 3_500

describe.skipIf(!hasChromium)('a reader’s way, in a browser (skipped without Debian’s Chromium)', () => {
  let browser: Browser
  let served: Served
  beforeAll(async () => {
    served = await serveSample({ more: '[subscribe]\nlimits = { unproven = "30/h" }\n' })
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await served?.stop()
  })

  /** Fails on any complaint of the browser. */
  async function visit(path: string, options: { javaScriptEnabled?: boolean } = {}) {
    const context = await browser.newContext({ viewport: PHONE, ...options })
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(path.startsWith('http') ? path : served.url + path)
    return { context, page, complaints }
  }

  test.each([
    ['with a script', true],
    ['without one', false],
  ])('signs up %s, confirms by the mail, and is welcomed with a way to leave', async (_, javaScriptEnabled) => {
    const address = `reader-${javaScriptEnabled ? 'with' : 'without'}@example.org`
    const { context, page, complaints } = await visit('/subscribe', { javaScriptEnabled })
    if (javaScriptEnabled) await isAccessible(page)
    await sleep(TYPING_MS)
    await page.getByLabel('Email').fill(address)
    // The task that the script has is solved while somebody types.
    if (javaScriptEnabled)
      await expect.poll(() => page.locator('[name=altcha]').inputValue(), { timeout: 20_000 }).not.toBe('')
    await page.getByRole('button').click()
    await page.getByRole('status').waitFor()
    if (javaScriptEnabled) await isAccessible(page)

    const asked = await mailTo(served.dir, address, 1)
    expect(asked.text).not.toContain('reader-')
    const confirm = /http:\/\/\S+\/confirm\/[\w-]{43}/.exec(asked.text ?? '')?.[0] ?? ''
    await page.goto(confirm)
    if (javaScriptEnabled) await isAccessible(page)
    expect(await page.getByRole('status').count()).toBe(0)
    await page.getByRole('button').click()
    await page.getByRole('status').waitFor()
    if (javaScriptEnabled) await isAccessible(page)

    const welcome = await mailTo(served.dir, address, 2)
    expect(welcome.text).toContain('/unsubscribe/')
    expect(complaints).toEqual([])
    await context.close()
  })

  test('signs up by keyboard alone', async () => {
    const address = 'keyboard@example.org'
    const { context, page } = await visit('/subscribe')
    await sleep(TYPING_MS)
    for (let presses = 0; presses < 10 && !(await isFocused(page, '#email')); presses++)
      await page.keyboard.press('Tab')
    await page.keyboard.type(address)
    await page.keyboard.press('Enter')
    await page.getByRole('status').waitFor()
    expect((await mailTo(served.dir, address, 1)).subject).toBeTruthy()
    await context.close()
  })

  test('a slip is asked about, and taken at the second press', async () => {
    const { context, page } = await visit('/subscribe')
    await sleep(TYPING_MS)
    await page.getByLabel('Email').fill('mei@gmial.com')
    await page.getByRole('button').click()
    const alert = page.getByRole('alert')
    await alert.waitFor()
    expect(await alert.textContent()).toContain('gmail.com')
    await isAccessible(page)
    await page.getByRole('button').click()
    await page.getByRole('status').waitFor()
    await context.close()
  })

  test('moves to another address: the buttons in both mails are pressed', async () => {
    const { context, page, complaints } = await visit(linkIn(served.dir, 'preferences'))
    const old = (await page.locator('bdi').first().textContent()) ?? ''
    await page.getByLabel('New email address').fill('moved@example.org')
    await page.getByRole('button', { name: 'Change the address' }).click()
    await page.getByText('A mail is on its way to both addresses.').waitFor()
    await isAccessible(page)
    for (const [address, said] of [
      ['moved@example.org', 'Thank you. It is changed when'],
      [old, 'Done. Mails go to moved@example.org'],
    ] as const) {
      await page.goto(await linkMailedTo(address, /http:\/\/\S+\/preferences\/address\/[\w-]{43}/))
      await isAccessible(page)
      await page.getByRole('button', { name: 'Yes, change it' }).click()
      await page.getByText(said).waitFor()
      await isAccessible(page)
    }
    await page.goto(linkIn(served.dir, 'preferences'))
    expect(await page.locator('bdi').first().textContent()).toBe('moved@example.org')
    expect(complaints).toEqual([])
    await context.close()
  })

  async function linkMailedTo(address: string, link: RegExp): Promise<string> {
    for (let n = 1; ; n++) {
      const found = link.exec((await mailTo(served.dir, address, n)).text ?? '')
      if (found) return found[0]
    }
  }

  test('from a mail’s link: pauses and goes on, reads by feed and by mail again, leaves, takes it back, and erases all', async () => {
    const { context, page, complaints } = await visit(linkIn(served.dir, 'preferences'))
    const press = async (name: string, said: string) => {
      await page.getByRole('button', { name, exact: true }).click()
      await page.getByText(said).first().waitFor()
      await isAccessible(page)
    }
    await isAccessible(page)
    await press('Pause for a month', 'Paused until')
    await press('Go on now', 'You get it.')
    await press('Read it by feed instead', 'You read it by feed, and get no mails.')
    const feed = await page.getByRole('link', { name: 'RSS' }).getAttribute('href')
    const answer = await page.request.get(feed ?? '')
    expect(answer.status()).toBe(200)
    expect(await answer.text()).toContain('<rss')
    const again = await page.request.get(feed ?? '', { headers: { 'If-None-Match': answer.headers().etag ?? '' } })
    expect(again.status()).toBe(304)
    await press('By mail again', 'You get it.')

    const held = await page.getByRole('link', { name: 'Download it (JSON)' }).getAttribute('href')
    const data = (await (await page.request.get(new URL(held ?? '', page.url()).href)).json()) as { kind: string }
    expect(data.kind).toBe('held-data')

    await page.goto(linkIn(served.dir, 'unsubscribe'))
    await press('Unsubscribe', 'You are unsubscribed.')
    await press('Subscribe again', 'You are subscribed to')

    await page.goto(linkIn(served.dir, 'preferences'))
    await page.getByRole('link', { name: 'Erase it' }).click()
    await isAccessible(page)
    await press('Erase everything', 'Everything was erased.')
    expect(complaints).toEqual([])
    await context.close()
  })

  test('each page is light enough for a slow phone', async () => {
    const { context, page } = await visit('/subscribe')
    for (const path of ['/', '/subscribe', '/archive/', '/archive/weekly/']) {
      const html = await (await page.request.get(served.url + path)).body()
      expect(html.length, path).toBeLessThan(20 * 1024)
    }
    await context.close()
  })
})

/** By axe-core's rules of WCAG 2.2 A and AA, and good practice. */
async function isAccessible(page: Page): Promise<void> {
  await page.evaluate(AXE)
  const { violations } = (await page.evaluate('axe.run()')) as {
    violations: { id: string; nodes: { html: string }[] }[]
  }
  expect(violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)])).toEqual([])
}

function isFocused(page: Page, selector: string): Promise<boolean> {
  return page.evaluate<boolean>(`document.activeElement === document.querySelector(${JSON.stringify(selector)})`)
}

/** The link of one reader, in the first mail of the sample. */
function linkIn(dir: string, what: 'preferences' | 'unsubscribe'): string {
  const folder = join(dir, 'dist/mail')
  const [name = ''] = readdirSync(folder).sort()
  const source = readFileSync(join(folder, name), 'utf8').replaceAll(/=\r\n|\r\n[ \t]/g, '')
  return new RegExp(`http://[^\\s<>"]+/${what}/[\\w-]{43}`).exec(source)?.[0] ?? ''
}

/** The n-th mail to an address that the test mailbox took. */
async function mailTo(dir: string, address: string, n: number) {
  const folder = join(dir, 'dist/mail')
  for (let tries = 0; tries < 100; tries++) {
    const names = existsSync(folder) ? readdirSync(folder).sort() : []
    const mails = names
      .map((name) => readFileSync(join(folder, name)))
      .filter((source) => source.includes(`<${address}>`) || source.includes(`To: ${address}`))
    const mail = mails[n - 1]
    if (mail) return PostalMime.parse(mail)
    await sleep(100)
  }
  throw new Error(`no ${n}. mail to ${address} in ten seconds`)
}
