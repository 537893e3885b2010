import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aPost, aPublication } from '../../cli/a-publication.ts'
import { CHROMIUM, hasChromium } from '../served-sample.ts'
import { aPreview } from './a-preview.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const PHONE = { width: 375, height: 800 }

describe.skipIf(!hasChromium)('the preview, in a browser (skipped without Debian’s Chromium)', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
  }, 60_000)
  afterAll(() => browser?.close())

  /** A preview with one new post and a reader, looked at. Fails on any complaint of the browser. */
  async function look(options: Parameters<Browser['newContext']>[0] = {}) {
    const publication = aPublication()
    await publication.run('adopt')
    await publication.run('subscribers', 'add', 'mei@example.org')
    const preview = await aPreview(publication)
    await preview.save('content/posts/dogwood.md', aPost('Dogwood', 8, 'All about **dogwood**.\n\n`code`'))
    const context = await browser.newContext({ viewport: PHONE, ...options })
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(preview.url)
    return { ...preview, page, complaints, close: () => context.close() }
  }

  test.each([
    ['a phone, light', { colorScheme: 'light' as const }],
    ['a phone, dark', { colorScheme: 'dark' as const }],
    ['a window', { viewport: { width: 1200, height: 900 } }],
  ])('on %s: everybody can use it, and nothing is cut off', async (_, options) => {
    const { page, url, complaints, close } = await look(options)
    for (const path of ['', '?width=phone&scheme=dark', '?as=nobody@example.org', '?post=content/posts/ash.md']) {
      await page.goto(url + path)
      await page.evaluate('document.querySelectorAll("details").forEach((part) => { part.open = true })')
      await isAccessible(page)
      const wide = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
      expect(wide, path).toBeLessThanOrEqual(0)
    }
    expect(complaints).toEqual([])
    await close()
  })

  test('begins with the width of the screen, and says so', async () => {
    for (const [viewport, wide, chosen] of [
      [PHONE, 375, 'Phone'],
      [{ width: 1200, height: 900 }, 680, 'Desktop'],
    ] as const) {
      const { page, close } = await look({ viewport })
      expect(await page.locator('iframe').evaluate((frame) => frame.getBoundingClientRect().width)).toBe(wide)
      const seen = page.locator('a[aria-current]:visible')
      expect(await seen.allTextContents()).toContain(chosen)
      await close()
    }
  })

  test('by keyboard alone: to the mail as a phone shows it, and into the mail', async () => {
    const { page, close } = await look()
    const pressUntil = async (selector: string) => {
      for (let presses = 0; presses < 40; presses++) {
        await page.keyboard.press('Tab')
        if (await page.evaluate<boolean>(`document.activeElement.matches(${JSON.stringify(selector)})`)) return
      }
      throw new Error(`the Tab key never comes to ${selector}`)
    }
    await pressUntil('a[href*="width=phone"]')
    await page.keyboard.press('Enter')
    await page.waitForURL(/width=phone/)
    expect(await page.locator('iframe').evaluate((frame) => frame.getBoundingClientRect().width)).toBe(375)
    await pressUntil('.frame')
    await pressUntil('#as')
    await page.keyboard.type('mei@example.org')
    await page.keyboard.press('Enter')
    await page.getByText('This is what mei@example.org would get.').waitFor()
    expect(page.url()).toContain('width=phone')
    await close()
  })

  test('shows the mail in its own dark colours, whatever the browser prefers', async () => {
    const { page, url, close } = await look({ colorScheme: 'light' })
    const paper = async (path: string) => {
      await page.goto(url + path)
      return page
        .frameLocator('iframe')
        .locator('.mail')
        .first()
        .evaluate((mail) => (globalThis as unknown as Styles).getComputedStyle(mail).backgroundColor)
    }
    const [light, dark] = [await paper(''), await paper('?scheme=dark')]
    expect(lightness(light)).toBeGreaterThan(200)
    expect(lightness(dark)).toBeLessThan(60)
    await close()
  })

  test('comes by itself when a file is saved, keeps open what was open, and waits while somebody types', async () => {
    const { page, publication, read, complaints, close } = await look()
    const post = join(publication.dir, 'content/posts/dogwood.md')
    await page.locator('#text > summary').press('Enter')
    await expect.poll(() => page.locator('#text').getAttribute('open')).not.toBeNull()
    writeFileSync(post, aPost('Dogwood in spring', 8))
    await page.getByRole('heading', { level: 1, name: 'Dogwood in spring' }).waitFor()
    await expect.poll(() => page.locator('#text').getAttribute('open')).not.toBeNull()

    await page.getByLabel('As a subscriber').fill('mei')
    writeFileSync(post, aPost('Dogwood in summer', 8))
    await page.waitForTimeout(1_500)
    expect(await page.getByLabel('As a subscriber').inputValue()).toBe('mei')
    await page.getByLabel('As a subscriber').fill('')
    await page.getByRole('heading', { level: 1, name: 'Dogwood in summer' }).waitFor()

    const toml = read('broadsheet.toml')
    writeFileSync(join(publication.dir, 'broadsheet.toml'), `${toml}\nnonsense`)
    await page.getByRole('heading', { name: 'Nothing can be shown' }).waitFor()
    await isAccessible(page)
    writeFileSync(join(publication.dir, 'broadsheet.toml'), toml)
    await page.getByRole('heading', { level: 1, name: 'Dogwood in summer' }).waitFor()
    expect(complaints.filter((complaint) => !complaint.includes('422'))).toEqual([])
    await close()
  })

  test('does all but that without a script', async () => {
    const { page, close } = await look({ javaScriptEnabled: false })
    await page.getByRole('link', { name: 'Dark' }).click()
    await page.waitForURL(/scheme=dark/)
    // By key: just after the page scrolled to it, Chromium gives a press of the mouse to the mail that stood there.
    await page.getByLabel('Ash').press('Space')
    await page.getByRole('button', { name: 'Show these' }).press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Ash' }).waitFor()
    expect(page.url()).toContain('scheme=dark')
    await page.getByRole('link', { name: 'What is due' }).press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Dogwood' }).waitFor()
    await close()
  })
})

/** Of a browser's window, whose types are not ours. */
interface Styles {
  getComputedStyle(element: unknown): { backgroundColor: string }
}

/** By axe-core's rules of WCAG 2.2 A and AA, and good practice; the mail within is its template's business. */
async function isAccessible(page: Page): Promise<void> {
  await page.evaluate(AXE)
  const { violations } = (await page.evaluate('axe.run({ exclude: ["iframe"] })')) as {
    violations: { id: string; nodes: { html: string }[] }[]
  }
  expect(violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)])).toEqual([])
}

/** `rgb(23, 24, 26)` → the mean of the three. */
function lightness(colour: string): number {
  const parts = colour.match(/\d+/g)?.slice(0, 3).map(Number) ?? []
  return parts.reduce((sum, part) => sum + part, 0) / 3
}
