import { describe, expect, test } from 'vitest'
import { inScheme } from '../../src/editions/mail-scheme.ts'

const OWN = (scheme: string) => `<style>:root{color-scheme:${scheme} !important}</style>`

describe('a mail in the colours that a reader prefers', () => {
  test.each([
    ['dark', '@media (prefers-color-scheme: dark) { a { color: red } }', '@media (min-width:0) { a { color: red } }'],
    ['light', '@media (prefers-color-scheme: dark) { a { color: red } }', '@media (max-width:0) { a { color: red } }'],
    ['light', '@media (prefers-color-scheme:light){}', '@media (min-width:0){}'],
    ['dark', '@media only screen and ( Prefers-Color-Scheme : DARK ){}', '@media only screen and (min-width:0){}'],
    ['dark', '@media (max-width: 480px){}', '@media (max-width: 480px){}'],
  ] as const)('%s: %s', (scheme, css, expected) => {
    const mail = (sheet: string, own = '') => `<html><head><style>${sheet}</style>${own}</head><body>a</body></html>`
    expect(inScheme(mail(css), scheme)).toBe(mail(expected, OWN(scheme)))
  })

  test('in attributes, too, and not in what a post says', () => {
    const html =
      '<head><style media="(prefers-color-scheme: dark)">b{}</style></head><pre>@media (prefers-color-scheme: dark)</pre><p title="(prefers-color-scheme: dark)">'
    expect(inScheme(html, 'dark')).toBe(
      `<head><style media="(min-width:0)">b{}</style>${OWN('dark')}</head><pre>@media (prefers-color-scheme: dark)</pre><p title="(prefers-color-scheme: dark)">`,
    )
  })

  test('of a mail without a head, or of no mail', () => {
    expect(inScheme('<p>a</p>', 'dark')).toBe(`${OWN('dark')}<p>a</p>`)
    expect(inScheme('', 'light')).toBe(OWN('light'))
  })
})
