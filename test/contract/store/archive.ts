import { expect, test } from 'vitest'
import { searchTerms } from '../../../src/editions/search-words.ts'
import type { Store } from '../../../src/store/open-store.ts'
import { at, editionOf, HEADERS, join, type NewDatabase, seeFresh, start, variantOf } from './store-world.ts'

const BOTH = ['weekly', 'daily']

export function archiveContract(newDatabase: NewDatabase): void {
  test('what was frozen is in it, the newest first, a page at a time; nothing that is held, tried or skipped', async () => {
    const store = await opened(newDatabase)
    await sent(store, 'lamp', {})
    await store.editions.make(editionOf(['lamp'], { state: 'held', reason: 'approval' }))
    await sent(store, 'bread', { newsletter: 'daily', headers: { ...HEADERS, date: at(30), postDays: ['2026-11-16'] } })
    await start(store, editionOf(['lamp'], { transport: 'mailbox' }))
    await store.editions.make(editionOf([], { state: 'skipped', variants: [], headers: undefined }))
    await sent(store, 'maps', { subject: 'Maps' })
    const all = await store.archive.page({ newsletters: BOTH, limit: 10 })
    expect(all.map(named)).toEqual(['weekly/3', 'daily/1', 'weekly/1'])
    expect(all[0]).toMatchObject({ subject: 'Maps', date: at(20), postDays: [] })
    expect(all[1]).toMatchObject({ date: at(30), postDays: ['2026-11-16'] })
    const [first] = await store.archive.page({ newsletters: BOTH, limit: 1 })
    const rest = await store.archive.page({ newsletters: BOTH, limit: 10, before: first?.id })
    expect(rest.map(named)).toEqual(['daily/1', 'weekly/1'])
    expect((await store.archive.page({ newsletters: ['weekly'], limit: 10 })).map(named)).toEqual([
      'weekly/3',
      'weekly/1',
    ])
    expect(await store.archive.page({ newsletters: [], limit: 10 })).toEqual([])
  })

  test('beside a number stand those of its newsletter that were sent before and after it', async () => {
    const store = await opened(newDatabase)
    await sent(store, 'lamp', {})
    await store.editions.make(editionOf(['lamp'], { state: 'held', reason: 'approval' }))
    await sent(store, 'bread', { newsletter: 'daily' })
    await sent(store, 'maps', {})
    expect(await store.archive.beside('weekly', 1)).toEqual({ older: undefined, newer: 3 })
    expect(await store.archive.beside('weekly', 3)).toEqual({ older: 1, newer: undefined })
    expect(await store.archive.beside('weekly', 2)).toEqual({ older: 1, newer: 3 })
    expect(await store.archive.beside('monthly', 1)).toEqual({})
  })

  test('words of subject and text are found: their beginnings, any two characters of Chinese and Japanese, all of them', async () => {
    const store = await opened(newDatabase)
    const variants = (text: string) => [{ ...variantOf(['lamp'], 1), text }]
    await sent(store, 'lamp', {
      subject: 'Two Lamps',
      variants: variants('Café, https://x.example/secret 把運算搬進記憶體裡'),
    })
    await sent(store, 'lamp', {
      newsletter: 'daily',
      subject: 'おいしいバター',
      variants: variants(`lamp post\n${'-'.repeat(24)}\nUnsubscribe`),
    })
    const found = async (query: string, newsletters = BOTH) =>
      (await store.archive.page({ newsletters, terms: searchTerms(query), limit: 10 })).map(named)
    expect(await found('LAMP')).toEqual(['daily/1', 'weekly/1'])
    expect(await found('lamp', ['weekly'])).toEqual(['weekly/1'])
    expect(await found('lamp cafe')).toEqual(['weekly/1'])
    expect(await found('記憶')).toEqual(['weekly/1'])
    expect(await found('裡')).toEqual(['weekly/1'])
    expect(await found('バター')).toEqual(['daily/1'])
    for (const nothing of ['amp', '憶記', 'secret', 'unsubscribe', 'lamp 記憶 バター', '', '"', "'"])
      expect(await found(nothing)).toEqual([])
    for (const hostile of HOSTILE) await found(hostile)
    const [first] = await store.archive.page({ newsletters: BOTH, terms: searchTerms('lamp'), limit: 1 })
    const rest = await store.archive.page({
      newsletters: BOTH,
      terms: searchTerms('lamp'),
      limit: 1,
      before: first?.id,
    })
    expect(rest.map(named)).toEqual(['weekly/1'])
  })

  test('a text of any size and any signs can be frozen and found', async () => {
    const store = await opened(newDatabase)
    const many = Array.from({ length: 60_000 }, (_, i) => `${'長い語'.repeat(3)}${i}${'z'.repeat(80)}`).join(' ')
    await sent(store, 'lamp', {
      subject: 'Huge',
      variants: [{ ...variantOf(['lamp'], 1), text: `${HOSTILE.join(' ')} ${many}` }],
    })
    const found = await store.archive.page({ newsletters: BOTH, terms: searchTerms('huge 長い'), limit: 10 })
    expect(found.map(named)).toEqual(['weekly/1'])
  })
}

const HOSTILE = [
  `lamp" OR "x`,
  `lamp' | 'x':*`,
  'lamp* NEAR(a b) NOT -x AND OR ^col:',
  "\\ \\' :* !! & | <-> ( ) %_",
  'a'.repeat(10_000),
  '記'.repeat(5_000),
  '\u0301\u0e33\u{20bb7}\u200d\ufdfa\uff9e',
  '\ud800 x',
]

async function opened(newDatabase: NewDatabase): Promise<Store> {
  const { store } = await newDatabase()
  await join(store, 'mei')
  await join(store, 'mei', { newsletter: 'daily' })
  await seeFresh(store, ['lamp', 'bread', 'maps'], 10, BOTH)
  return store
}

/** One that went out, whoever had its post before. */
async function sent(store: Store, postId: string, edition: Parameters<typeof editionOf>[1]): Promise<void> {
  await start(store, editionOf([postId], edition))
}

function named({ newsletter, number }: { newsletter: string; number: number }): string {
  return `${newsletter}/${number}`
}
