import { expect, test } from 'vitest'
import { CLASSIC } from '../../src/config/theme.ts'
import { fontsFor } from '../../src/editions/font-stacks.ts'

test.each(['zh-Hant', 'zh-Hans', 'ja', 'ko'])(
  'small words in %s are sans, as the text is, where a look sets both in serif',
  (language) => {
    const { small, text, sans, title, serif } = fontsFor(language, { ...CLASSIC.fonts, title: 'serif', small: 'serif' })
    expect([small, text, title]).toEqual([sans, sans, serif])
  },
)

test.each(['en', 'he'])('small words in %s are serif where a look says so', (language) => {
  const { small, serif } = fontsFor(language, { ...CLASSIC.fonts, small: 'serif' })
  expect(small).toBe(serif)
})
