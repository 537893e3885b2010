import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { writeLetter } from '../../src/outbox/letter.ts'
import { welcomeLetter } from '../../src/outbox/sign-up-letters.ts'

const HEAD = {
  site: { title: 'The Lantern' },
  web: { url: 'https://news.lantern.example/', secrets: ['0123456789abcdef0123456789abcdef'] },
}
const TO = { language: 'en', handle: 'ada0000000000000', at: Temporal.Instant.from('2026-12-01T05:00:00Z') }
const KEEPER = { title: 'A keeper', url: 'https://lantern.example/keeper/' }
const BREAD = { title: 'Bread', url: 'https://lantern.example/bread/' }

function welcome(...latest: { subject: string; url: string; posts: (typeof KEEPER)[] }[]): string {
  const subscriptions = latest.map((number, at) => ({
    title: `Letter ${at + 1}`,
    handle: `letter000000000${at}`,
    latest: number,
  }))
  return writeLetter(welcomeLetter(HEAD, TO, subscriptions)).text
}

const TWELVE = { subject: 'A keeper and one more', url: 'https://news.lantern.example/archive/weekly/12/' }

test('the latest number has its posts below it', () => {
  expect(welcome({ ...TWELVE, posts: [KEEPER, BREAD] })).toContain(
    `The latest number:\n\nA keeper and one more: ${TWELVE.url}\n\n- A keeper: ${KEEPER.url}\n- Bread: ${BREAD.url}\n`,
  )
})

test('a number of one post that it is called after says it once', () => {
  const text = welcome({ ...TWELVE, subject: 'A keeper', posts: [KEEPER] })
  expect(text).toContain(`A keeper: ${TWELVE.url}\n`)
  expect(text).not.toContain(KEEPER.url)
})

test('of several newsletters, each number says whose it is', () => {
  const text = welcome({ ...TWELVE, posts: [KEEPER] }, { ...TWELVE, posts: [BREAD] })
  expect(text).toContain('The latest number: Letter 1\n')
  expect(text).toContain('The latest number: Letter 2\n')
})
