import { expect, test } from 'vitest'
import type { ImportProgress } from '../../../src/actions/subscribers/import-progress.ts'
import { at, emptyStore, exported, imported } from './lists-in-stores.ts'

const COUNT = 5000

/** Some left, some stand twice, some are suppressed, and some are no address. */
function longList(): string {
  const rows = Array.from({ length: COUNT }, (_, index) => {
    if (index % 97 === 0) return `nobody${index},x,active\n`
    const status = index % 11 === 0 ? 'unsubscribed' : index % 13 === 0 ? 'bounced' : 'active'
    return `r${index % 4800}@b.example,Reader ${index},${status}\n`
  })
  return `email,name,status\n${rows.join('')}`
}

test('an import that is stopped is run again, and the database is as if it had not been', async () => {
  const whole = await emptyStore()
  const all = await imported(whole, longList(), { newsletter: 'weekly' })
  const store = await emptyStore()
  const stop = new AbortController()
  const stopped = await imported(
    store,
    longList(),
    { newsletter: 'weekly' },
    { stop: stop.signal, onProgress: ({ step }) => step === 'writing' && stop.abort() },
  )
  expect(stopped.unwritten).toBeGreaterThan(1000)
  const again = await imported(store, longList(), { newsletter: 'weekly' })
  expect(again.already).toBe(stopped.added + stopped.unsubscribed + stopped.newlySuppressed)
  expect(again.unwritten).toBeUndefined()
  expect(await exported(store)).toBe(await exported(whole))
  expect(all.added).toBe(stopped.added + again.added)
})

test('it is told how far it is, first of the reading and then of the writing', async () => {
  const seen: ImportProgress[] = []
  await imported(
    await emptyStore(),
    longList(),
    { newsletter: 'weekly' },
    { onProgress: (progress) => void seen.push(progress) },
  )
  expect(seen[0]?.step).toBe('reading')
  const last = seen.at(-1)
  expect(last).toMatchObject({ step: 'writing', of: last?.step === 'writing' ? last.done : 0 })
  const shares = seen.flatMap((progress) => (progress.step === 'reading' ? progress.share : []))
  expect(shares).toEqual(shares.toSorted((a, b) => a - b))
})

test('stopped while it is read, it writes nothing', async () => {
  const store = await emptyStore()
  const stop = AbortSignal.abort()
  await expect(imported(store, longList(), { newsletter: 'weekly' }, { stop })).rejects.toThrow(
    'Stopped: nothing was imported.',
  )
  expect(await store.subscribers.count({})).toBe(0)
})

test('each row that is not imported is reported with its line and the reason', async () => {
  const store = await emptyStore()
  await store.subscribers.suppress('dead@b.example', 'operator', at(1))
  await imported(store, 'email,newsletter\ngone@b.example,weekly\n')
  await store.subscribers.remove('gone@b.example', undefined, at(2), 'one-click')
  const csv =
    'email,status\na@b.example,active\n=nobody,active\nb@b.example,pending\nA@b.example,active\ngone@b.example,active\ndead@b.example,active\nc@b.example,active,,x\n'
  const written: string[] = []
  const openReport = async (_file: string, header: string) => {
    written.push(header)
    return { write: async (text: string) => void written.push(text), close: async () => {} }
  }
  const request = { newsletter: 'weekly', report: 'refused.csv' }
  const expected = [
    'line,reason,address',
    "3,The address has no @.,'=nobody",
    '4,Never confirmed at the other service.,b@b.example',
    '5,Another row of the list has the same address: the strictest of them counts.,A@b.example',
    '8,"The row has more cells than there are headings, and was left out.",c@b.example',
  ]
  await imported(store, csv, { ...request, dryRun: true }, {}, openReport)
  expect(written.join('').trimEnd().split('\n')).toEqual(expected)
  written.length = 0
  await imported(store, csv, request, {}, openReport)
  expect(written.join('').trimEnd().split('\n')).toEqual([
    ...expected.slice(0, 4),
    '6,They left this newsletter before.,gone@b.example',
    '7,The address is suppressed.,dead@b.example',
    expected[4],
  ])
})
