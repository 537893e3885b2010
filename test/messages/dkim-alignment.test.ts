import { expect, test } from 'vitest'
import type { Config } from '../../src/config/config.ts'
import { adviseOnDkim, isAligned } from '../../src/messages/dkim-alignment.ts'

test.each([
  ['lantern.example', 'news@lantern.example', true],
  ['lantern.example', 'News@Lantern.Example', true],
  ['lantern.example', 'news@mail.lantern.example', true],
  ['mail.lantern.example', 'news@lantern.example', true],
  ['xn--bcher-kva.example', 'news@bücher.example', true],
  ['a.lantern.example', 'news@b.lantern.example', false],
  ['tern.example', 'news@lantern.example', false],
  ['elsewhere.example', 'news@lantern.example', false],
])('%s speaks for %s: %s', (domain, address, expected) => {
  expect(isAligned(domain, { address })).toBe(expected)
})

test('a key that signs nothing is worth a word', () => {
  const key = (domain: string) => ({ domain, selector: 'b2026', keyFile: '/site/keys/dkim.pem' })
  const config = {
    file: '/site/broadsheet.toml',
    newsletters: [{ from: { address: 'news@lantern.example' } }],
    dkim: [key('lantern.example'), key('latern.example')],
  } as Config
  expect(adviseOnDkim(config)).toEqual([
    {
      code: 'dkim.unaligned',
      severity: 'warning',
      message: 'The key "b2026" of latern.example signs nothing: no newsletter is from that domain.',
      hint: "Write the domain of a newsletter's from, or one above it, in [[dkim]].",
      file: 'broadsheet.toml',
    },
  ])
})
