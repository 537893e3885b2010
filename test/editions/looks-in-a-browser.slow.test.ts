import { existsSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LOOK_NAMES, type LookName } from '../../src/config/theme.ts'
import { renderVariant } from '../../src/editions/render-variant.ts'
import type { TemplateFiles } from '../../src/editions/variant-input.ts'
import { templatesOf } from './looks.ts'
import { bread, keeper, memory, sampleMail } from './sample-mail.ts'

const CHROMIUM = '/usr/bin/chromium'

const subscribe = { subscribe: 'https://news.lantern.example/subscribe' }
const MAILS = {
  digest: (templates: TemplateFiles) => mail([memory, keeper, bread], 'en', templates),
  post: (templates: TemplateFiles) => mail([keeper], 'en', templates),
  'plain-letter': (templates: TemplateFiles) => {
    const letter = mail([keeper, memory], 'en', templates)
    return { ...letter, newsletter: { ...letter.newsletter, template: 'plain-letter' } }
  },
  'digest-he': (templates: TemplateFiles) => mail([bread, keeper], 'he', templates),
}

function mail(posts: Parameters<typeof sampleMail>[0], language: string, templates: TemplateFiles) {
  const input = sampleMail(posts, language, { templates })
  return { ...input, links: { ...input.links, ...subscribe } }
}

describe.skipIf(!existsSync(CHROMIUM))('the looks in a browser (skipped without Debian’s Chromium)', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
  })
  afterAll(() => browser?.close())

  async function shown(look: LookName, name: keyof typeof MAILS, width: number, colorScheme: 'light' | 'dark') {
    const { variant, problems } = await renderVariant(MAILS[name](templatesOf(look)))
    expect(problems).toEqual([])
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme })
    await page.route('https://**', (route) => route.abort())
    await page.setContent(variant?.html ?? '')
    return page
  }

  const every = LOOK_NAMES.flatMap((look) =>
    (Object.keys(MAILS) as (keyof typeof MAILS)[]).flatMap((name) =>
      [375, 640].flatMap((width) => (['light', 'dark'] as const).map((scheme) => [look, name, width, scheme] as const)),
    ),
  )

  test.each(every)('%s, %s, at %i pixels, %s: fits, and can be read', async (look, name, width, scheme) => {
    const page = await shown(look, name, width, scheme)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
    expect(await page.evaluate(FAINT)).toEqual([])
    await page.close()
  })

  test.each(LOOK_NAMES.flatMap((look) => [375, 640].map((width) => [look, width] as const)))(
    '%s at %i pixels: what is where',
    async (look, width) => {
      const outline = []
      for (const name of Object.keys(MAILS) as (keyof typeof MAILS)[]) {
        const page = await shown(look, name, width, 'light')
        outline.push(`${name}\n${await boxesOf(page)}`)
        await page.close()
      }
      await expect(`${outline.join('\n')}\n`).toMatchFileSnapshot(`../golden/looks/${look}-${width}.txt`)
    },
  )

  test.each(LOOK_NAMES)('%s: whatever is to be pressed on a phone is large enough for a thumb', async (look) => {
    const page = await shown(look, 'digest', 375, 'light')
    const heights = await page.evaluate<number[]>(
      `[...document.querySelectorAll('.button a')].map((a) => a.offsetHeight)`,
    )
    for (const height of heights) expect(height).toBeGreaterThanOrEqual(40)
    await page.close()
  })
})

/** Each text and picture: what it is, where it begins, how wide its column is, and its size: fonts and heights differ by machine. */
async function boxesOf(page: Page): Promise<string> {
  return page.evaluate<string>(`(() => {
    const step = (pixels) => Math.round(pixels / 4) * 4
    const mainColumn = document.documentElement.clientWidth
    return [...document.querySelectorAll('h1,h2,img,.button a,td > div,.mail p')]
      .filter((node) => node.offsetHeight > 0 && !node.querySelector('h1,h2,table'))
      .map((node) => {
        const cell = node.closest('td')?.getBoundingClientRect() ?? node.getBoundingClientRect()
        const style = getComputedStyle(node)
        const side = style.direction === 'rtl' ? step(mainColumn - cell.right) : step(cell.left)
        const name = node.matches('.button a') ? 'button' : node.tagName.toLowerCase()
        const words = (node.alt ?? node.textContent).replace(/\\s+/g, ' ').trim().slice(0, 24)
        // A button is as wide as its words.
        const column = name === 'button' ? '' : 'column ' + step(cell.width)
        return [name, 'from ' + side, column, style.fontSize, style.fontWeight, style.textAlign, style.color, words].join(' | ')
      })
      .join('\\n')
  })()`)
}

/** Texts with a contrast below 4.5 to what they stand on (WCAG 2.2, 1.4.3). */
const FAINT = `(() => {
  const luminance = (rgb) => {
    const [r, g, b] = rgb.match(/[\\d.]+/g).map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const paperOf = (node) => {
    const { backgroundColor } = getComputedStyle(node)
    return /, 0\\)$/.test(backgroundColor) && node.parentElement ? paperOf(node.parentElement) : luminance(backgroundColor)
  }
  return [...document.querySelectorAll('h1,h2,a,p,div,pre,code,span,th,td')]
    .filter((node) => node.offsetHeight > 0 && [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim()))
    .map((node) => [node.textContent.trim().slice(0, 30), luminance(getComputedStyle(node).color), paperOf(node)])
    .map(([words, ink, paper]) => [words, (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05)])
    .filter(([, ratio]) => ratio < 4.5)
})()`
