import { expect, test } from 'vitest'
import { type Consequence, consequenceOf } from '../../../src/bounces/consequence.ts'
import type { Reported } from '../../../src/bounces/report.ts'
import type { NewReport } from '../../../src/bounces/taken-report.ts'
import type { Store } from '../../../src/store/open-store.ts'
import { at, type NewDatabase, processNamed, startTo } from './store-world.ts'

const GONE: Reported = {
  action: 'failed',
  status: '5.1.1',
  code: 550,
  reply: '550 5.1.1 User unknown',
  reason: 'address-gone',
  permanent: true,
}
const FULL: Reported = { ...GONE, status: '5.2.2', reason: 'mailbox-full', permanent: false }
const COMPLAINT: Reported = { action: 'complained', reason: 'complaint', permanent: false }
const ARRIVED: Reported = { action: 'replied', reason: 'auto-reply', permanent: false }

/** An edition that a server took for each of these, but for `lost`, whose fate is unknown. */
async function sent(store: Store, names: string[]): Promise<Map<string, number>> {
  const { ids } = await startTo(store, names)
  const worker = await store.workers.begin(processNamed('serve'), 'hold', at(30))
  await store.deliveries.record({ outcomes: [], intents: ids }, worker, at(30))
  const outcomes = ids.map((deliveryId, index) => ({
    deliveryId,
    server: 'relay',
    step:
      names[index] === 'lost'
        ? { state: 'uncertain' as const, at: at(31), error: 'the connection was lost' }
        : { state: 'accepted' as const, at: at(31), reply: { code: 250, text: 'Ok' } },
  }))
  await store.deliveries.record({ outcomes, intents: [] }, worker, at(31))
  return new Map(names.map((name, index) => [name, ids[index] ?? 0]))
}

async function report(
  store: Store,
  id: number,
  reported: Reported,
  more: Partial<NewReport> = {},
): Promise<Consequence | undefined> {
  const delivery = await store.reports.delivery(id)
  if (!delivery) throw new Error(`no delivery ${id}`)
  const whole: NewReport = {
    delivery,
    reported,
    kind: 'bounce',
    mailHash: `mail of ${id}`,
    position: 0,
    inbox: 'bounces',
    at: at(60),
    ...more,
  }
  return store.reports.record(whole, (standing) => consequenceOf(reported, standing, 0.05))
}

async function stateOf(store: Store, name: string) {
  const record = await store.subscribers.find(`${name}@example.org`)
  return { state: record?.deliveries[0]?.state, suppressed: record?.suppression?.reason }
}

export function reportsContract(newDatabase: NewDatabase): void {
  test('an address that is gone: its delivery bounced, and it gets no mail any more', async () => {
    const { store } = await newDatabase()
    const ids = await sent(store, ['mei', 'ruth'])
    expect(await report(store, ids.get('mei') ?? 0, GONE)).toMatchObject({ suppress: 'bounced' })
    expect(await stateOf(store, 'mei')).toEqual({ state: 'bounced', suppressed: 'bounced' })
    expect(await stateOf(store, 'ruth')).toEqual({ state: 'accepted', suppressed: undefined })
    const record = await store.subscribers.find('mei@example.org')
    expect(record?.suppressionSteps).toMatchObject([
      { action: 'suppressed', reason: 'bounced', source: 'weekly/1', note: '550 5.1.1 User unknown' },
    ])
    expect(await store.reports.of(record?.subscriber?.id ?? 0, 10)).toMatchObject([
      { edition: 'weekly/1', reason: 'address-gone', status: '5.1.1', code: 550 },
    ])
  })

  test('the same mail a second time, also in another program at once, changes nothing', async () => {
    const { store, openAgain } = await newDatabase()
    const other = await openAgain()
    const ids = await sent(store, ['mei'])
    const id = ids.get('mei') ?? 0
    const done = await Promise.all([report(store, id, GONE), report(other, id, GONE)])
    expect(done.filter((each) => each !== undefined)).toHaveLength(1)
    await store.subscribers.unsuppress('mei@example.org', at(70))
    expect(await report(store, id, GONE)).toBeUndefined()
    expect((await stateOf(store, 'mei')).suppressed).toBeUndefined()
    expect(await store.reports.counts(at(0))).toEqual([{ kind: 'bounce', reason: 'address-gone', count: 1 }])
  })

  test('a full mailbox is nothing, the fifth edition within 30 days is', async () => {
    const { store } = await newDatabase()
    const ids = await sent(store, ['mei', 'ruth', 'bo', 'ada', 'li'])
    const [first = 0, ...others] = [...ids.values()]
    const own = await store.reports.delivery(first)
    // Five editions to one person, as far as the reports know.
    for (const [index, id] of others.entries()) {
      const delivery = await store.reports.delivery(id)
      if (!delivery || !own) throw new Error('no delivery')
      const asOwn = { ...delivery, subscriberId: own.subscriberId, addressKey: own.addressKey }
      expect(await report(store, id, FULL, { delivery: asOwn, mailHash: `full ${index}` })).not.toHaveProperty(
        'suppress',
      )
      expect(await report(store, id, FULL, { delivery: asOwn, mailHash: `full again ${index}` })).not.toHaveProperty(
        'suppress',
      )
    }
    expect(await report(store, first, FULL, { at: at(60 * 24 * 40) })).not.toHaveProperty('suppress')
    expect(await report(store, first, FULL, { mailHash: 'the fifth' })).toMatchObject({ suppress: 'bounced' })
  })

  test('a complaint ends all mail, after a bounce too', async () => {
    const { store } = await newDatabase()
    const ids = await sent(store, ['mei'])
    await report(store, ids.get('mei') ?? 0, { ...GONE, permanent: false, reason: 'policy' })
    expect(await stateOf(store, 'mei')).toEqual({ state: 'bounced', suppressed: undefined })
    await report(store, ids.get('mei') ?? 0, COMPLAINT, { kind: 'complaint', mailHash: 'complaint' })
    expect(await stateOf(store, 'mei')).toEqual({ state: 'complained', suppressed: 'complaint' })
  })

  test('whose fate is unknown: a reply proves that it arrived, a bounce that it was taken', async () => {
    const { store } = await newDatabase()
    const ids = await sent(store, ['lost'])
    await report(store, ids.get('lost') ?? 0, ARRIVED, { kind: 'auto-reply' })
    expect((await stateOf(store, 'lost')).state).toBe('accepted')
    await report(store, ids.get('lost') ?? 0, FULL, { mailHash: 'later' })
    expect((await stateOf(store, 'lost')).state).toBe('bounced')
  })

  test('those of unknown fate that were taken after all', async () => {
    const { store } = await newDatabase()
    const ids = await sent(store, ['lost', 'mei'])
    const lost = await store.reports.delivery(ids.get('lost') ?? 0)
    expect(await store.reports.uncertain(lost?.editionId ?? 0)).toEqual([lost])
    expect(await store.reports.settleAccepted([...ids.values()], at(70))).toBe(1)
    expect(await store.reports.uncertain(lost?.editionId ?? 0)).toEqual([])
    expect((await stateOf(store, 'lost')).state).toBe('accepted')
  })

  test('what is erased keeps no word of it', async () => {
    const { store } = await newDatabase()
    const ids = await sent(store, ['mei'])
    await report(store, ids.get('mei') ?? 0, GONE)
    const id = (await store.subscribers.find('mei@example.org'))?.subscriber?.id ?? 0
    await store.subscribers.erase('mei@example.org', at(90), 'cli')
    expect(await store.reports.of(id, 10)).toMatchObject([{ reason: 'address-gone' }])
    expect((await store.reports.of(id, 10))[0]).not.toHaveProperty('reply')
  })

  test('how far an inbox is read', async () => {
    const { store } = await newDatabase()
    expect(await store.reports.placeOf('bounces')).toBeUndefined()
    await store.reports.notePlace('bounces', { validity: '17', lastUid: 3 }, { understood: 2, leftAlone: 1 }, at(1))
    await store.reports.notePlace('bounces', { validity: '17', lastUid: 9 }, { understood: 5, leftAlone: 0 }, at(2))
    expect(await store.reports.placeOf('bounces')).toEqual({ validity: '17', lastUid: 9 })
    expect(await store.reports.inboxes()).toEqual([{ name: 'bounces', at: at(2), understood: 7, leftAlone: 1 }])
  })
}
