import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import type { DeliveryStep } from '../../../src/deliveries/delivery.ts'
import type { Store } from '../../../src/store/open-store.ts'
import { nextOwnHour, type OwnHour } from '../../../src/subscribers/own-hour.ts'
import { anyTopic, at, editionOf, join, type NewDatabase, processNamed, seeFresh, startTo } from './store-world.ts'

const said = (minutes: number) => ({ at: at(minutes), source: 'link' as const })
const TAIPEI = 'Asia/Taipei'
const HOUR = 60
/** Minute 30 of the test is 17:30 in Taipei. */
const STARTS = 30

async function choose(store: Store, name: string, ownHour: OwnHour | undefined, minutes = 5): Promise<void> {
  const record = await store.subscribers.find(`${name}@example.org`)
  await store.preferences.chooseHour(record?.subscriber?.handle ?? '', ownHour, said(minutes))
}

/** An edition of these people, who chose an hour in Taipei or none, that waits for their hours. */
async function startAtHours(store: Store, hours: Record<string, number | undefined>): Promise<number> {
  await seeFresh(store, ['lamp'])
  for (const [name, hour] of Object.entries(hours)) {
    await join(store, name)
    if (hour !== undefined) await choose(store, name, { hour, timezone: TAIPEI })
  }
  const made = await store.editions.make(editionOf(['lamp']))
  const { id } = made as { id: number }
  await store.editions.freeze(id, at(STARTS), anyTopic, undefined, true)
  return id
}

async function due(store: Store, id: number, minutes: number): Promise<string[]> {
  const rows = await store.deliveries.claimable(id, at(minutes), 100)
  return rows.map(({ address }) => address.replace('@example.org', '')).sort()
}

async function send(store: Store, ids: number[], minutes: number, step: Partial<DeliveryStep> = {}): Promise<void> {
  const worker = await store.workers.begin(processNamed('serve'), 'hold', at(minutes))
  await store.deliveries.record({ outcomes: [], intents: ids }, worker, at(minutes))
  const taken = { state: 'accepted', at: at(minutes), reply: { code: 250, text: 'Ok' }, ...step } as DeliveryStep
  const outcomes = ids.map((deliveryId) => ({ deliveryId, server: 'relay', step: taken }))
  await store.deliveries.record({ outcomes, intents: [] }, worker, at(minutes))
  await store.workers.end(worker, 'hold', at(minutes))
}

export function ownHoursContract(newDatabase: NewDatabase, share = 1): void {
  test('who chose an hour waits for it, whose hour it is does not, and all are accounted for', async () => {
    const { store } = await newDatabase()
    const id = await startAtHours(store, { none: undefined, now: 17, evening: 19, morning: 7 })
    expect(await store.deliveries.counts(id)).toEqual({ queued: 2, deferred: 2 })
    expect(await due(store, id, STARTS)).toEqual(['none', 'now'])
    expect(await due(store, id, 2 * HOUR - 1)).toEqual(['none', 'now'])
    expect(await due(store, id, 2 * HOUR)).toEqual(['evening', 'none', 'now'])
    expect(await due(store, id, 14 * HOUR)).toEqual(['evening', 'morning', 'none', 'now'])
    expect(await store.deliveries.waiting(id)).toEqual({
      forHour: 2,
      forMail: 0,
      next: at(2 * HOUR),
      last: at(14 * HOUR),
    })
    const rows = await store.deliveries.claimable(id, at(14 * HOUR), 100)
    expect(rows.map(({ notBefore }) => notBefore?.toString()).sort()).toEqual(
      [at(14 * HOUR).toString(), at(2 * HOUR).toString(), undefined, undefined].sort(),
    )
  })

  test('a newsletter that does not wait for it sends at once', async () => {
    const { store } = await newDatabase()
    await join(store, 'mei')
    await choose(store, 'mei', { hour: 7, timezone: TAIPEI })
    const { id } = await startTo(store, [])
    expect(await due(store, id, STARTS)).toEqual(['mei'])
  })

  test('it is settling while some wait, has not begun, and is sent when they were', async () => {
    const { store } = await newDatabase()
    const id = await startAtHours(store, { evening: 19, morning: 7 })
    await store.editions.settle(id, at(STARTS))
    expect(await store.editions.stateOf(id)).toBe('settling')
    expect(await store.editions.hasBegun(id)).toBe(false)
    const ids = (await store.deliveries.claimable(id, at(14 * HOUR), 10)).map((row) => row.id)
    await send(store, ids.slice(0, 1), 14 * HOUR)
    expect(await store.editions.hasBegun(id)).toBe(true)
    await send(store, ids.slice(1), 14 * HOUR)
    await store.editions.settle(id, at(14 * HOUR))
    expect(await store.editions.stateOf(id)).toBe('sent')
    expect(await store.deliveries.waiting(id)).toEqual({ forHour: 0, forMail: 0 })
  })

  test('another hour holds for what waits, none sends it, and what is due already goes', async () => {
    const { store } = await newDatabase()
    const id = await startAtHours(store, { mei: 19, ruth: 19, sam: 18 })
    await choose(store, 'mei', { hour: 21, timezone: TAIPEI }, 70)
    await choose(store, 'ruth', undefined, 70)
    await choose(store, 'sam', { hour: 23, timezone: TAIPEI }, 70)
    expect(await due(store, id, 70)).toEqual(['ruth', 'sam'])
    expect(await due(store, id, 4 * HOUR - 1)).toEqual(['ruth', 'sam'])
    expect(await due(store, id, 4 * HOUR)).toEqual(['mei', 'ruth', 'sam'])
    const record = await store.subscribers.find('mei@example.org')
    expect(record?.subscriber?.ownHour).toEqual({ hour: 21, timezone: TAIPEI })
    expect(record?.consents.map(({ action }) => action)).toEqual(['subscribed', 'changed', 'changed'])
    expect((await store.subscribers.find('ruth@example.org'))?.subscriber).not.toHaveProperty('ownHour')
  })

  test('those whose hour came since a moment are found by it, page by page', async () => {
    const { store } = await newDatabase()
    const id = await startAtHours(store, { a: 19, b: 18, c: 19, d: 19, e: 20, f: undefined })
    const found: string[] = []
    for (let after = { at: at(STARTS), id: Number.MAX_SAFE_INTEGER }; ; ) {
      const page = await store.deliveries.cameDue(id, at(2 * HOUR), 2, after)
      const last = page.at(-1)
      if (!last?.notBefore) break
      found.push(...page.map(({ address }) => address.replace('@example.org', '')))
      after = { at: last.notBefore, id: last.id }
    }
    expect(found).toEqual(['b', 'a', 'c', 'd'])
  })

  test('what was tried is not moved, whatever its reader chooses', async () => {
    const { store } = await newDatabase()
    const id = await startAtHours(store, { mei: 18 })
    const ids = (await store.deliveries.claimable(id, at(HOUR), 10)).map((row) => row.id)
    await send(store, ids, HOUR, { state: 'deferred', until: at(70) })
    await choose(store, 'mei', { hour: 23, timezone: TAIPEI }, 65)
    expect(await due(store, id, 70)).toEqual(['mei'])
  })

  test('who leaves while it waits gets nothing, and who takes that back gets it at their hour', async () => {
    const { store } = await newDatabase()
    const id = await startAtHours(store, { mei: 19, ruth: 19 })
    const left = (await store.subscribers.find('mei@example.org'))?.subscriptions[0]?.handle ?? ''
    await store.subscribers.unsubscribe(left, at(40), 'web')
    expect(await store.deliveries.counts(id)).toEqual({ deferred: 1, cancelled: 1 })
    await store.preferences.takeBack({ handle: left, at: at(45), source: 'web' })
    expect(await due(store, id, 2 * HOUR - 1)).toEqual([])
    expect(await due(store, id, 2 * HOUR)).toEqual(['mei', 'ruth'])
  })

  test('an edition that is cancelled goes to none who wait, and one that is paused goes on after', async () => {
    const { store } = await newDatabase()
    const id = await startAtHours(store, { mei: 19 })
    await store.editions.step(id, 'paused', undefined, at(40))
    expect(await due(store, id, 2 * HOUR)).toEqual([])
    await store.editions.step(id, 'sending', undefined, at(3 * HOUR))
    expect(await due(store, id, 3 * HOUR)).toEqual(['mei'])
    await store.editions.step(id, 'cancelled', undefined, at(3 * HOUR))
    expect(await store.deliveries.counts(id)).toEqual({ cancelled: 1 })
  })

  test('what waits counts as sent: no other edition brings its posts', async () => {
    const { store } = await newDatabase()
    await startAtHours(store, { mei: 19 })
    const again = (await store.editions.make(editionOf(['lamp']))) as { id: number }
    expect(await store.editions.freeze(again.id, at(40), anyTopic, undefined, true)).toMatchObject({
      deliveryCount: 0,
      excluded: { 'had-it': 1 },
    })
  })

  test('who is erased leaves no hour behind', async () => {
    const { store } = await newDatabase()
    const id = await startAtHours(store, { mei: 19 })
    const handle = (await store.subscribers.find('mei@example.org'))?.subscriber?.handle ?? ''
    await store.subscribers.erase('mei@example.org', at(40), 'cli')
    expect(await store.preferences.of(handle)).toBeUndefined()
    expect(await store.deliveries.counts(id)).toEqual({ cancelled: 1 })
  })

  test('whatever hours people choose and change, each is sent once, at the hour that they chose last', async () => {
    const zone = fc.constantFrom('UTC', TAIPEI, 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe')
    const ownHour = fc.option(fc.record({ hour: fc.integer({ min: 0, max: 23 }), timezone: zone }), { nil: undefined })
    const change = fc.record({
      who: fc.constantFrom('mei', 'ruth'),
      ownHour,
      after: fc.integer({ min: 1, max: 30 * HOUR }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 6 }), ownHour, async (changes, first) => {
        const { store } = await newDatabase()
        await seeFresh(store, ['lamp'])
        for (const name of ['mei', 'ruth']) await join(store, name)
        await choose(store, 'mei', first)
        const { id } = (await store.editions.make(editionOf(['lamp']))) as { id: number }
        await store.editions.freeze(id, at(STARTS), anyTopic, undefined, true)
        const expected: Record<string, Temporal.Instant> = {
          mei: first ? nextOwnHour(first, at(STARTS)) : at(STARTS),
          ruth: at(STARTS),
        }
        const own = new Map([['mei', JSON.stringify(first)]])
        for (const { who, ownHour: chosen, after } of changes.toSorted((a, b) => a.after - b.after)) {
          const now = at(STARTS + after)
          await choose(store, who, chosen, STARTS + after)
          const isWaiting = Temporal.Instant.compare(expected[who] ?? now, now) > 0
          const isOther = JSON.stringify(chosen) !== own.get(who)
          own.set(who, JSON.stringify(chosen))
          if (isWaiting && isOther) expected[who] = chosen ? nextOwnHour(chosen, now) : now
        }
        for (const name of ['mei', 'ruth']) {
          const when = expected[name] ?? at(STARTS)
          const before = await store.deliveries.claimable(id, when.subtract({ seconds: 1 }), 10)
          const then = await store.deliveries.claimable(id, when, 10)
          const isOf = ({ address }: { address: string }) => address === `${name}@example.org`
          if (Temporal.Instant.compare(when, at(STARTS)) > 0) expect(before.some(isOf)).toBe(false)
          expect(then.filter(isOf)).toHaveLength(1)
        }
        await store.close()
      }),
      { numRuns: Math.ceil(25 * share) },
    )
  })
}
