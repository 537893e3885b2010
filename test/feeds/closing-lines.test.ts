import { expect, test } from 'vitest'
import { closingLines } from '../../src/feeds/closing-lines.ts'

const rights = { text: '© Mei & friends', licence: 'https://creativecommons.org/licenses/by/4.0/' }

test('a line to reply by mail, with the title as subject, and one with the licence', () => {
  const reply = { to: 'mei+feed@lantern.example', label: 'Reply by email' }
  expect(closingLines({ reply, rights }, 'Ink & "paper" \ud83d?')).toEqual({
    html:
      '<p><a href="mailto:mei%2Bfeed@lantern.example?subject=Re%3A%20Ink%20%26%20%22paper%22%20%3F">Reply by email</a></p>' +
      '<p><a href="https://creativecommons.org/licenses/by/4.0/" rel="license">© Mei &#x26; friends</a></p>',
    text: 'Reply by email: mei+feed@lantern.example\n© Mei & friends: https://creativecommons.org/licenses/by/4.0/',
  })
})

test('rights without a licence, and a licence that has no name', () => {
  expect(closingLines({ rights: { text: '© Mei' } }, 'Ink')).toEqual({
    html: '<p><small>© Mei</small></p>',
    text: '© Mei',
  })
  const licence = 'https://lantern.example/licence/'
  expect(closingLines({ rights: { text: licence, licence } }, 'Ink').text).toBe(licence)
})

test('nothing where nothing is configured', () => {
  expect(closingLines({}, 'Ink')).toEqual({ html: '', text: '' })
})
