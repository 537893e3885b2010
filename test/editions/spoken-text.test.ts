import { expect, test } from 'vitest'
import { GREETING_PLACEHOLDER, greetingPlaceholder } from '../../src/editions/greeting.ts'
import { FOOTER_LINE, spokenText } from '../../src/editions/spoken-text.ts'

test.each([
  ['of older mails', undefined, GREETING_PLACEHOLDER],
  ['of a variant’s own', 'own', greetingPlaceholder('own')],
])(
  'what a mail says: no address, no place of a greeting %s, and nothing below its footer',
  (_, placeholder, greeting) => {
    const text = `The Lantern\n\n${greeting}\n\nLamps\nhttps://lantern.example/lamps/\n\n${FOOTER_LINE}\n\nUnsubscribe`
    expect(spokenText({ text, placeholder }).split(/\s+/)).toEqual(['The', 'Lantern', 'Lamps', ''])
  },
)
