import { describe, expect, test } from 'vitest'
import { namesSite } from '../../src/words/names-site.ts'
import { LANGUAGES } from '../../src/words/words-for.ts'

test.each([
  ['My site', 'My site', true],
  ['The Lantern, weekly', 'The Lantern', true],
  ['the lantern – Weekly', 'The Lantern', true],
  ['提燈週報', '提燈', true],
  ['Café Noir', 'Cafe\u0301 Noir', true],
  ['Letters', 'The Lantern', false],
  ['Lantern', 'The Lantern', false],
  ['Art news', 'A', false],
  ['Weekly', '燈', false],
  ['🔥', '🔥', true],
  ['Weekly', '🔥', false],
])('%s names %s: %s', (newsletter, site, expected) => {
  expect(namesSite(newsletter, site)).toBe(expected)
})

describe.each(LANGUAGES.map(({ language, mail }) => [language, mail] as const))('%s', (_language, mail) => {
  test('says why with the site, and as well without it', () => {
    expect(mail.reason('Weekly', 'Lantern')).toContain('Lantern')
    const alone = mail.reason('Weekly', undefined)
    expect(alone).toContain('Weekly')
    expect(alone).not.toMatch(/undefined| {2}| [.。]/)
    expect(alone.length).toBeLessThan(mail.reason('Weekly', 'Lantern').length)
  })
})
