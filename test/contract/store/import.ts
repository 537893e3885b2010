import { expect, test } from 'vitest'
import type { ImportRow } from '../../../src/subscribers/import/import-row.ts'
import { at, join, type NewDatabase, seeFresh } from './store-world.ts'

function row(name: string, status: ImportRow['status'] = 'active', more: Partial<ImportRow> = {}): ImportRow {
  return { line: 1, address: `${name}@example.org`, key: `${name}@example.org`, status, ...more }
}

function list(rows: ImportRow[]) {
  return {
    newsletter: 'weekly',
    cadences: new Map([['weekly', 'default']]),
    rows,
    at: at(10),
    source: 'import list.csv' as const,
  }
}

const NONE = { added: 0, already: 0, left: 0, suppressed: 0, erased: 0, unsubscribed: 0, newlySuppressed: 0 }

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
      at: at(10),
    })
    expect((await store.subscribers.find('cleaned@example.org'))?.suppressionSteps).toMatchObject([
      { action: 'suppressed', reason: 'bounced', source: 'import list.csv' },
    ])
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

  test('rows that name their newsletter go there, each by its cadence', async () => {
    const { store } = await newDatabase()
    const rows = [row('mei'), row('mei', 'active', { newsletter: 'daily', cadence: 'evening', topics: ['maps'] })]
    expect(await store.subscribers.importRows(list(rows))).toEqual({ ...NONE, added: 2 })
    expect((await store.subscribers.find('mei@example.org'))?.subscriptions).toMatchObject([
      { newsletter: 'weekly', cadence: 'default', topics: [] },
      { newsletter: 'daily', cadence: 'evening', topics: ['maps'] },
    ])
  })

  test('a complaint stays a complaint', async () => {
    const { store } = await newDatabase()
    await store.subscribers.importRows(
      list([row('mei', 'suppressed', { suppression: { reason: 'complaint', note: 'x' } })]),
    )
    expect((await store.subscribers.find('mei@example.org'))?.suppression).toMatchObject({
      reason: 'complaint',
      note: 'x',
    })
  })

  test('of our own export a subscription is as it was, unless posts became new since that it would bring', async () => {
    const { store } = await newDatabase()
    const consents = [{ action: 'subscribed' as const, at: at(-500), source: 'cli' }]
    const kept = { state: 'active' as const, stateAt: at(-500), since: at(-500), consents }
    await store.subscribers.importRows(list([row('mei', 'active', { kept }), row('dead', 'suppressed', { kept })]))
    expect(await store.subscribers.find('mei@example.org')).toMatchObject({
      subscriptions: [{ state: 'active', since: at(-500), stateAt: at(-500) }],
      consents: [{ action: 'subscribed', at: at(-500), source: 'cli' }],
    })
    expect(await store.subscribers.find('dead@example.org')).toMatchObject({
      subscriptions: [{ state: 'active' }],
      suppression: { reason: 'bounced' },
    })
    await store.newsletters.ensure('weekly', at(0), [])
    await seeFresh(store, ['lamp'], 5)
    await store.subscribers.importRows(list([row('ana', 'active', { kept })]))
    expect((await store.subscribers.find('ana@example.org'))?.subscriptions).toMatchObject([{ since: at(10) }])
  })
}
