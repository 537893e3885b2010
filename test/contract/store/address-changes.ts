import { expect, test } from 'vitest'
import type { Store } from '../../../src/store/open-store.ts'
import { at, editionOf, join, type NewDatabase, seeFresh, start } from './store-world.ts'

const DAY = 24 * 60
const NEW = { address: 'Mei@new.example', key: 'mei@new.example' }
const said = (minutes: number) => ({ at: at(minutes), source: 'link' as const })

export function addressChangesContract(newDatabase: NewDatabase): void {
  test('it waits for both, and then what is queued goes to the new address, too', async () => {
    const { store } = await newDatabase()
    const { asked, handle } = await moving(store)
    await seeFresh(store, ['lamp'], 10)
    const edition = await start(store, editionOf(['lamp']))
    expect(await store.addressChanges.find(asked.newHandle)).toMatchObject({
      ...{ side: 'new', address: 'Mei@new.example', from: 'mei@example.org', handle, isTaken: false, at: at(1) },
    })
    expect(await store.addressChanges.agree(asked.newHandle, said(40))).toEqual({ kind: 'waiting' })
    expect(await store.addressChanges.agree(asked.oldHandle, said(41))).toEqual({
      kind: 'done',
      address: 'Mei@new.example',
    })
    expect(await store.addressChanges.find(asked.oldHandle)).toMatchObject({ side: 'old', ending: 'done' })
    const [delivery] = await store.deliveries.claimable(edition, at(45), 10)
    expect(delivery?.address).toBe('Mei@new.example')
    expect((await store.preferences.of(handle))?.consents.map(({ action }) => action)).toEqual([
      'subscribed',
      'address-changed',
    ])
  })

  test('both press at once, and in several processes: it is done once', async () => {
    const { store, openAgain } = await newDatabase()
    const other = await openAgain()
    const { asked, handle } = await moving(store)
    const answers = await Promise.all([
      store.addressChanges.agree(asked.newHandle, said(2)),
      other.addressChanges.agree(asked.oldHandle, said(2)),
      other.addressChanges.agree(asked.newHandle, said(2)),
      other.preferences.describe(handle, { name: 'Mei' }, said(2)),
    ])
    expect(answers.map((answer) => (typeof answer === 'string' ? answer : answer.kind))).toContain('done')
    const record = await store.subscribers.find('mei@new.example')
    expect(record?.subscriber).toMatchObject({ address: 'Mei@new.example', name: 'Mei' })
    expect(record?.consents.filter(({ action }) => action === 'address-changed')).toHaveLength(1)
  })

  test('an address that became somebody’s meanwhile, or gets no mail, is not taken over', async () => {
    const { store } = await newDatabase()
    const { asked } = await moving(store)
    await store.addressChanges.agree(asked.oldHandle, said(2))
    await store.subscribers.subscribe({
      ...{ newsletter: 'weekly', cadence: 'default', ...NEW, at: at(3), source: 'form' },
    })
    expect(await store.addressChanges.find(asked.newHandle)).toMatchObject({ isTaken: true })
    expect(await store.addressChanges.agree(asked.newHandle, said(4))).toEqual({ kind: 'over' })
    expect(await store.addressChanges.find(asked.newHandle)).toMatchObject({ ending: 'taken' })
    expect(await store.subscribers.find('mei@example.org')).toBeDefined()
  })

  test('called off, replaced or too late, it is over', async () => {
    const { store } = await newDatabase()
    const { asked: first, handle } = await moving(store)
    const second = await store.addressChanges.ask(handle, NEW, at(2))
    expect(await store.addressChanges.agree(first.newHandle, said(3))).toEqual({ kind: 'over' })
    expect(await store.addressChanges.callOff(second?.oldHandle ?? '', at(3))).toBe(true)
    expect(await store.addressChanges.callOff(second?.oldHandle ?? '', at(3))).toBe(false)
    expect(await store.addressChanges.agree(second?.newHandle ?? '', said(4))).toEqual({ kind: 'over' })
    const third = await store.addressChanges.ask(handle, NEW, at(5))
    expect(await store.addressChanges.agree(third?.newHandle ?? '', said(3 * DAY))).toEqual({ kind: 'over' })
    expect(await store.addressChanges.ask('AAAAAAAAAAAAAAAA', NEW, at(5))).toBeUndefined()
    expect(await store.addressChanges.find('AAAAAAAAAAAAAAAA')).toBeUndefined()
  })

  test('erased with its person, forgotten in time, and whoever moves to an erased address lifts that', async () => {
    const { store } = await newDatabase()
    await store.subscribers.erase(NEW.key, at(0), 'link')
    const { asked } = await moving(store)
    await store.addressChanges.agree(asked.newHandle, said(2))
    await store.addressChanges.agree(asked.oldHandle, said(3))
    expect(await store.subscribers.isErased(NEW.key)).toBe(false)
    await store.subscribers.erase(NEW.key, at(4), 'link')
    expect(await store.addressChanges.find(asked.newHandle)).toBeUndefined()
    const { asked: later } = await moving(store)
    await store.signUps.tidy({ signUpsBefore: at(DAY), networksBefore: at(0), now: at(DAY) })
    expect(await store.addressChanges.find(later.newHandle)).toBeUndefined()
  })
}

async function moving(store: Store) {
  await join(store, 'mei')
  const handle = (await store.subscribers.find('mei@example.org'))?.subscriber?.handle ?? ''
  const asked = (await store.addressChanges.ask(handle, NEW, at(1))) ?? expect.fail()
  return { asked, handle }
}
