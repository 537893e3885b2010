import { expect, test } from 'vitest'
import type { ImportRow } from '../../../src/subscribers/import-csv.ts'
import { at, join, type NewDatabase } from './store-world.ts'

function row(name: string, status: ImportRow['status'] = 'active'): ImportRow {
  return { line: 1, address: `${name}@example.org`, key: `${name}@example.org`, status }
}

function list(rows: ImportRow[]) {
  return { newsletter: 'weekly', cadence: 'default', rows, at: at(10), source: 'import list.csv' }
}

const NONE = { added: 0, already: 0, left: 0, suppressed: 0, unsubscribed: 0, newlySuppressed: 0 }

export function importContract(newDatabase: NewDatabase): void {
  test('brings in who is new, and never back who left or was suppressed', async () => {
    const { store } = await newDatabase()
    await join(store, 'here')
    await store.subscribers.unsubscribe(await join(store, 'gone'), at(1), 'web')
    await store.subscribers.suppress('dead@example.org', 'no-such-address', at(1))
    const counts = await store.subscribers.importRows(list([row('new'), row('here'), row('gone'), row('dead')]))
    expect(counts).toEqual({ ...NONE, added: 1, already: 1, left: 1, suppressed: 1 })
    expect(await store.subscribers.find('new@example.org')).toMatchObject({
      subscriptions: [{ state: 'active', since: at(10) }],
      consents: [{ action: 'imported', source: 'import list.csv' }],
    })
    expect((await store.subscribers.find('gone@example.org'))?.subscriptions).toMatchObject([{ state: 'unsubscribed' }])
    expect((await store.subscribers.find('dead@example.org'))?.subscriber).toBeUndefined()
  })

  test('writes down who the list says has left, and what it says must not be mailed', async () => {
    const { store } = await newDatabase()
    await join(store, 'here')
    const rows = [row('here', 'unsubscribed'), row('stranger', 'unsubscribed'), row('cleaned', 'suppressed')]
    expect(await store.subscribers.importRows(list(rows))).toEqual({ ...NONE, unsubscribed: 2, newlySuppressed: 1 })
    expect(await store.subscribers.importRows(list(rows))).toEqual({ ...NONE, already: 3 })
    for (const name of ['here', 'stranger'])
      expect((await store.subscribers.find(`${name}@example.org`))?.subscriptions).toMatchObject([
        { state: 'unsubscribed' },
      ])
    expect((await store.subscribers.find('cleaned@example.org'))?.suppression).toMatchObject({
      reason: 'bounced',
      note: 'import list.csv',
    })
    const again = [row('here'), row('stranger'), row('cleaned')]
    expect(await store.subscribers.importRows(list(again))).toEqual({ ...NONE, left: 2, suppressed: 1 })
  })

  test('a known person joins a second newsletter, with the first day that the list gives a stranger', async () => {
    const { store } = await newDatabase()
    await join(store, 'here', { newsletter: 'daily' })
    await store.subscribers.importRows(list([row('here'), { ...row('old'), createdAt: at(-9999) }]))
    expect((await store.subscribers.find('here@example.org'))?.subscriptions).toHaveLength(2)
    expect((await store.subscribers.find('old@example.org'))?.subscriber?.createdAt).toEqual(at(-9999))
  })

  test('a list longer than one transaction', async () => {
    const { store } = await newDatabase()
    const rows = Array.from({ length: 1201 }, (_, index) => row(`reader${index}`))
    expect(await store.subscribers.importRows(list(rows))).toEqual({ ...NONE, added: 1201 })
    expect(await store.subscribers.importRows(list(rows))).toEqual({ ...NONE, already: 1201 })
    expect(await store.subscribers.importRows(list([]))).toEqual(NONE)
  })
}
