import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import type { DeliveryStep } from '../../../src/deliveries/delivery.ts'
import { openStore } from '../../../src/store/open-store.ts'
import { erasureHash } from '../../../src/subscribers/erasure.ts'
import { aSignUp, at, idsInTurn, processNamed, signUpBy, startTo } from '../../contract/store/store-world.ts'
import { aFolder } from '../../sources/a-folder.ts'

const KEY = 'mei@example.org'
const PERSON = /mei@|by phone|Mei Lin/i

test('nothing of the person is left in any table, and what counts stays', async () => {
  const file = join(aFolder({}), 'broadsheet.db')
  const store = await openStore({ url: `sqlite:${file}`, now: at(0), newId: idsInTurn() })
  onTestFinished(() => store.close())
  const rows = () => everything(file)
  const request = { newsletter: 'daily', cadence: 'default', address: 'Mei@example.org', key: KEY, name: 'Mei Lin' }
  await store.subscribers.subscribe({ ...request, topics: ['tea'], at: at(0), source: 'cli: by phone' })
  const { id } = await startTo(store, ['mei', 'ana'])
  await store.subscribers.suppress(KEY, 'complaint', at(36), `by phone, ${KEY}`)
  const content = { kind: 'notice' as const, subject: KEY, text: KEY }
  await store.outbox.put({ content, address: KEY, addressKey: KEY, unique: KEY, at: at(36) })
  await signUpBy(store, aSignUp(KEY))
  expect(JSON.stringify(rows())).toMatch(PERSON)
  expect(await store.subscribers.erase(KEY, at(37), 'cli')).toEqual({
    isKnown: true,
    subscriptions: 2,
    consents: 2,
    deliveries: 1,
    cancelled: 0,
    signUps: 1,
    otherMails: 2,
    wasSuppressed: true,
  })
  const after = rows()
  expect(JSON.stringify(after)).not.toMatch(PERSON)
  expect(after.subscriptions).toMatchObject([
    { state: 'unsubscribed', topics: '[]' },
    { state: 'unsubscribed', topics: '[]' },
    { state: 'active' },
  ])
  expect(after.consents?.map(({ action, source }) => `${action} ${source}`)).toEqual([
    ...['subscribed cli', 'subscribed cli', 'subscribed cli', 'removed cli', 'removed cli'],
  ])
  expect(await store.deliveries.counts(id)).toMatchObject({ cancelled: 1, queued: 1 })
  // The key is in the database and nowhere else, and the hash is the contract's.
  const key = after.meta?.find((row) => row.key === 'erasure_key')?.value as string
  expect(key).toMatch(/^[A-Za-z0-9_-]{43}$/)
  expect(after.erasures).toEqual([{ hash: erasureHash(key, KEY), at: at(37).epochMilliseconds }])
  await store.subscribers.erase('ana@example.org', at(38), 'cli')
  expect(rows().meta?.find((row) => row.key === 'erasure_key')?.value).toBe(key)
  expect(rows().erasure_steps).toHaveLength(2)
})

test('nor of a mail that is being sent at that moment, whatever its server says then', async () => {
  const file = join(aFolder({}), 'broadsheet.db')
  const store = await openStore({ url: `sqlite:${file}`, now: at(0), newId: idsInTurn() })
  onTestFinished(() => store.close())
  const { id: editionId } = await startTo(store, ['mei', 'ana'])
  await store.outbox.put({
    content: { kind: 'notice', subject: KEY, text: KEY },
    address: KEY,
    addressKey: KEY,
    at: at(36),
  })
  await store.leases.acquire('delivery', 'serve', at(0), 3_600_000)
  const lease = { name: 'delivery', holder: 'serve', fence: 1 }
  const worker = await store.workers.begin(processNamed('serve'), 'hold', at(0), lease)
  const [delivery, mail] = [
    (await store.deliveries.claimable(editionId, at(36), 1))[0]?.id ?? 0,
    (await store.outbox.claimable(at(36), 1))[0]?.id ?? 0,
  ]
  await store.deliveries.record({ intents: [delivery], outcomes: [] }, worker, at(36))
  await store.outbox.record({ intents: [mail], outcomes: [] }, worker, at(36))
  await store.subscribers.erase(KEY, at(37), 'cli')
  const step: DeliveryStep = {
    state: 'deferred',
    at: at(38),
    until: at(40),
    reply: { code: 451, text: `<${KEY}>: later` },
  }
  const outcome = (deliveryId: number) => ({ intents: [], outcomes: [{ deliveryId, step, server: 'relay' }] })
  await store.deliveries.record(outcome(delivery), worker, at(38))
  await store.outbox.record(outcome(mail), worker, at(38))
  const after = everything(file)
  expect(JSON.stringify(after)).not.toMatch(PERSON)
  expect(after.outbox).toMatchObject([{ state: 'deferred', reply_code: 451, reply_text: null }])
  expect(after.deliveries).toMatchObject([{ state: 'cancelled', reply_code: 451 }, { state: 'queued' }])
})

test('the hash is HMAC-SHA-256 of the address as addresses are compared', () => {
  expect(erasureHash('AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', 'mei@lantern.example')).toBe(
    'aMhgNvewprBeyITQE3Igxj99fDBxBpgdyWnfNh6y7gg',
  )
})

function everything(file: string): Record<string, Record<string, unknown>[]> {
  const database = new Database(file, { readonly: true })
  const names = database.prepare<[], { name: string }>("select name from sqlite_schema where type = 'table'").all()
  const rows = Object.fromEntries(names.map(({ name }) => [name, database.prepare(`select * from "${name}"`).all()]))
  database.close()
  return rows as Record<string, Record<string, unknown>[]>
}
