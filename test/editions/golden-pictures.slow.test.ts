import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'
import sharp from 'sharp'
import { Temporal } from 'temporal-polyfill'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LOOK_FILE, readTheme } from '../../src/config/read-theme.ts'
import { LOOK_NAMES, type LookName } from '../../src/config/theme.ts'
import { renderNote } from '../../src/editions/note-markdown.ts'
import { renderCorrection } from '../../src/editions/render-correction.ts'
import { renderVariant } from '../../src/editions/render-variant.ts'
import { writeLetter } from '../../src/outbox/letter.ts'
import { welcomeLetter } from '../../src/outbox/sign-up-letters.ts'
import { TOKEN_PLACEHOLDER } from '../../src/subscribers/token.ts'
import { templatesOf } from './looks.ts'
import { cellsOf, difference, HIGHEST_DIFFERENCE, HIGHEST_STRETCH, stretch } from './picture-difference.ts'
import { bread, keeper, memory, sampleMail } from './sample-mail.ts'

const CHROMIUM = '/usr/bin/chromium'
const GOLDEN = new URL('../golden/looks/pictures/', import.meta.url)
const COVER = readFileSync('content/posts/the-keeper-who-counted-ships/lighthouse.svg')

const NOTE = renderNote('The lamp turns **six** times a minute, and not [sixty](/lamps/).\n\n- Thank you, Ruth', {
  file: 'note.md',
  url: 'https://lantern.example/',
  language: 'en',
  columnWidth: 552,
})

const MAILS: Record<string, (look: LookName) => Promise<string>> = {
  digest: (look) => edition(look, [keeper, memory]),
  'digest-he': (look) => edition(look, [bread, keeper], 'he'),
  post: (look) => edition(look, [keeper]),
  correction: async (look) => {
    const common = sampleMail([], 'en', { templates: templatesOf(look) })
    const of = { mask: 1, subject: keeper.title }
    return htmlOf(await renderCorrection({ common, note: NOTE, of, placeholder: TOKEN_PLACEHOLDER }))
  },
  welcome: async (look) => {
    const theme = readTheme(new Map([[LOOK_FILE, templatesOf(look).get(LOOK_FILE) ?? '']])).theme
    const { url, title } = keeper
    const latest = { subject: `${title} and 1 more`, url, posts: [keeper, memory] }
    const to = { language: 'en', handle: 'ada0000000000000', at: Temporal.Instant.from('2026-12-01T05:00:00Z') }
    return (
      writeLetter(welcomeLetter(HEAD, to, [{ title: 'Weekly', handle: to.handle, latest, note: NOTE }]), theme).html ??
      ''
    )
  },
}

const HEAD = {
  site: { title: 'The Lantern', postalAddress: '12 Harbour Road\nKeelung 200, Taiwan' },
  web: { url: 'https://news.lantern.example/', secrets: ['0123456789abcdef0123456789abcdef'] },
}

async function edition(look: LookName, posts: (typeof keeper)[], language = 'en'): Promise<string> {
  return htmlOf(await renderVariant(sampleMail(posts, language, { templates: templatesOf(look) })))
}

function htmlOf({ variant }: { variant?: { html: string } }): string {
  return variant?.html ?? expect.fail('no mail')
}

const EVERY = LOOK_NAMES.flatMap((look) => Object.keys(MAILS).map((name) => [look, name, 'light'] as const))
const DARK = LOOK_NAMES.map((look) => [look, 'digest', 'dark'] as const)

/** One that is missing is made: look at it before you keep it. To make one anew, delete it. */
describe.skipIf(!existsSync(CHROMIUM))('golden pictures (skipped without Debian’s Chromium)', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
  }, 60_000)
  afterAll(() => browser?.close())

  async function shot(html: string, colorScheme: 'light' | 'dark'): Promise<Buffer> {
    const page = await browser.newPage({ viewport: { width: 375, height: 900 }, colorScheme })
    const body = await sharp(COVER).resize(1200).png().toBuffer()
    await page.route(/^https:/, (route) => route.fulfill({ body, contentType: 'image/png' }))
    await page.setContent(html, { waitUntil: 'networkidle' })
    const picture = await page.screenshot({ fullPage: true })
    await page.close()
    return sharp(picture).png({ palette: true, colours: 32, effort: 10 }).toBuffer()
  }

  test.each([...EVERY, ...DARK])('%s, %s, %s: looks as it did', async (look, name, scheme) => {
    const picture = await shot((await MAILS[name]?.(look)) ?? '', scheme)
    const file = new URL(`${look}-${name}-${scheme}.png`, GOLDEN)
    mkdirSync(GOLDEN, { recursive: true })
    if (!existsSync(file) && !process.env.CI) writeFileSync(file, picture)
    const golden = readFileSync(file)
    expect(golden.length).toBeLessThan(40_000)
    expect(difference(await cellsOf(picture), await cellsOf(golden))).toBeLessThan(HIGHEST_DIFFERENCE)
    expect(await stretch(picture, golden)).toBeLessThan(HIGHEST_STRETCH)
  })

  test('what looks otherwise is told: each is like its own picture, and like no other of its kind', async () => {
    const cells = await Promise.all(
      [...EVERY, ...DARK]
        .filter(([, name]) => name === 'digest')
        .map(([look, name, scheme]) => cellsOf(readFileSync(new URL(`${look}-${name}-${scheme}.png`, GOLDEN)))),
    )
    for (const [at, one] of cells.entries())
      for (const other of cells.slice(at + 1)) expect(difference(one, other)).toBeGreaterThan(HIGHEST_DIFFERENCE)
  })
})
