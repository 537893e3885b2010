import { expect, it } from 'vitest'
import { adviseOnConfig } from '../../src/config/config-advice.ts'
import { parseConfig } from '../../src/config/parse-config.ts'
import { hasFiveFields } from './five-fields.ts'

it('warns of what works and may be regretted', () => {
  expect(codes(`${SITE}${NEWSLETTER}[[smtp]]\nurl = "smtp://relay.example"\ntls = "insecure"`)).toEqual([
    'config.postal-address',
    'config.insecure-smtp',
    'config.http-web-url',
  ])
})

it('has nothing to say of a publication that is set up well, on a test mailbox, or without newsletters', () => {
  const postal = 'postal_address = "1 Harbour Road"\n'
  const relay = '[[smtp]]\nurl = "smtp://relay.example"\n[web]\nurl = "https://news.lantern.example/"'
  expect(codes(`${SITE}${postal}${NEWSLETTER}${relay}`)).toEqual([])
  expect(codes(`${SITE}${postal}${NEWSLETTER}[[smtp]]\nurl = "mailbox:dist/mail"`)).toEqual([])
  expect(codes(SITE)).toEqual([])
})

it('a hub elsewhere cannot reach feeds of this machine', () => {
  const hub = '[feeds]\nhub = "https://hub.example/"\n'
  expect(codes(`${SITE}${hub}`)).toEqual(['config.local-feeds'])
  expect(codes(`${SITE}${hub}[output]\nurl = "https://news.lantern.example/"`)).toEqual([])
  expect(codes(`${SITE}[feeds]\nhub = "http://127.0.0.1:9/"`)).toEqual([])
})

it('days of the month that look like one week, beside a day of the week, are either', () => {
  const at = (schedule: string) =>
    codes(`${SITE}postal_address = "1 Harbour Road"\n${NEWSLETTER}schedule = "${schedule}"`)
  expect(at('0 9 1-7 * MON')).toEqual(['config.either-day'])
  expect(at('0 9 1,15 * MON')).toEqual([])
  expect(at('0 9 1-7 * *')).toEqual([])
})

it('names the examples that init wrote where it found nothing better', () => {
  const example = SITE.replace('lantern.example', 'example.org')
  const text = `${example}postal_address = "1 Harbour Road"\n${NEWSLETTER.replace('lantern.example', 'example.org')}`
  expect(codes(text)).toEqual(['config.example', 'config.example'])
  expect(codes(text.replaceAll('example.org', 'example.org.tw'))).toEqual([])
})

const SITE = '[site]\ntitle = "The Lantern"\nurl = "https://lantern.example/"\n'
const NEWSLETTER = '[[newsletters]]\nid = "weekly"\nfrom = "news@lantern.example"\n'

function codes(text: string): string[] {
  const { config } = parseConfig(text, '/site/broadsheet.toml', { BROADSHEET_SECRET: 'x'.repeat(32) }, hasFiveFields)
  if (!config) throw new Error('the text must parse')
  return adviseOnConfig(config).map(({ code }) => code)
}
