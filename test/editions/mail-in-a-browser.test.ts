import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withCodeRoles } from '../../src/bodies/code-colours.ts'
import { mailHtml } from '../../src/bodies/for-mail.ts'
import { renderVariant } from '../../src/editions/render-variant.ts'
import { bodyOf } from '../posts/body-of.ts'
import { bread, keeper, memory, sampleMail } from './sample-mail.ts'

const CHROMIUM = '/usr/bin/chromium'
const hasChromium = existsSync(CHROMIUM)

const wideTable = mailHtml(
  bodyOf(`|${' unbreakable |'.repeat(9)}\n|${'--|'.repeat(9)}\n|${' 1.3.6.1.4.1 |'.repeat(9)}`),
  {
    pictures: new Map(),
    columnWidth: 552,
  },
)

const code = await withCodeRoles(
  bodyOf('```js\n// Of tides\nconst a = f("b") + 1\n```\n\n```diff\n- a\n+ b\n```\n\n{{< gist a b1 >}}'),
)
const codeOfAllKinds = mailHtml(code, { pictures: new Map(), columnWidth: 552 })

/** A picture, a URL and a table that are wider than any phone. */
const wide = {
  ...keeper,
  html: `${keeper.html}<p>https://a.example/${'x'.repeat(120)}</p><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" width="552" alt="">${wideTable}${codeOfAllKinds}`,
}

describe.skipIf(!hasChromium)('a mail in a browser (skipped without Debian’s Chromium)', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
  })
  afterAll(() => browser?.close())

  async function show(input: ReturnType<typeof sampleMail>, width: number, colorScheme: 'light' | 'dark') {
    const { variant } = await renderVariant(input)
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme })
    await page.route('https://**', (route) => route.abort())
    await page.setContent(variant?.html ?? '')
    return page
  }

  test.each([
    [375, sampleMail([memory, wide, bread])],
    [640, sampleMail([memory, wide, bread])],
    [375, sampleMail([wide])],
    [375, sampleMail([bread], 'he')],
  ])('fits into %i pixels', async (width, input) => {
    const page = await show(input, width, 'light')
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
    await page.close()
  })

  test.each([
    ['light', [memory, wide, bread]],
    ['dark', [memory, wide, bread]],
    ['light', [wide]],
    ['dark', [wide]],
  ] as const)('can be read in the %s: contrast of at least 4.5 (WCAG 2.2, 1.4.3)', async (scheme, posts) => {
    const page = await show(sampleMail([...posts], 'en', { test: true }), 640, scheme)
    const contrasts = await page.evaluate<number[]>(LOWEST_CONTRASTS)
    expect(contrasts.length).toBeGreaterThan(10)
    expect(Math.min(...contrasts)).toBeGreaterThan(4.5)
    await page.close()
  })

  const LONG_TITLE = '資料離處理器太遠是今天電腦最大的浪費這是我們寫的一個很長的題'
  test('no title ends in a line of one sign', async () => {
    const page = await show(sampleMail([{ ...memory, title: LONG_TITLE }]), 375, 'light')
    const widths = await page.evaluate<number[]>(`(() => {
      const range = document.createRange()
      range.selectNodeContents(document.querySelector('h2 a'))
      return [...range.getClientRects()].map(({ width }) => width)
    })()`)
    expect(widths.length).toBeGreaterThan(1)
    expect(widths.at(-1)).toBeGreaterThan(Math.max(...widths) / 2)
    await page.close()
  })

  test.each([
    ['light', 'rgb(107, 101, 90)'],
    ['dark', 'rgb(169, 163, 152)'],
  ] as const)(
    'in the %s, the words for a picture that is not loaded are set as a caption is',
    async (scheme, color) => {
      const page = await show(sampleMail([keeper, memory]), 375, scheme)
      const style = await page.evaluate(`(() => {
      const { fontSize, fontFamily, color } = getComputedStyle(document.querySelector('.picture img'))
      return { fontSize, isSans: /sans/i.test(fontFamily), color }
    })()`)
      expect(style).toEqual({ fontSize: '15px', isSans: true, color })
      await page.close()
    },
  )

  test('posts that are whole are set apart by a line', async () => {
    const input = sampleMail([keeper, memory, bread])
    const page = await show({ ...input, newsletter: { ...input.newsletter, template: 'post' } }, 375, 'light')
    const order = await page.evaluate(
      `[...document.querySelectorAll('h2, .rule p')].map((node) => node.tagName).join(' ')`,
    )
    expect(order).toMatch(/^H2 P H2 P H2/)
    await page.close()
  })

  test('Hebrew begins at the right, English at the left, in one mail', async () => {
    const page = await show(sampleMail([keeper, bread]), 640, 'light')
    const sides = await page.evaluate(
      `[...document.querySelectorAll('h2')].map((h2) => getComputedStyle(h2).direction + ' ' + getComputedStyle(h2).textAlign)`,
    )
    expect(sides).toEqual(['ltr left', 'rtl right'])
    await page.close()
  })
})

/** Runs in the page: contrast of each text with what it stands on. */
const LOWEST_CONTRASTS = `(() => {
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
    .map((node) => [luminance(getComputedStyle(node).color), paperOf(node)])
    .map(([ink, paper]) => (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05))
})()`
