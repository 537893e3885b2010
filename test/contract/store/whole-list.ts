import { expect, test } from 'vitest'
import type { Store } from '../../../src/store/open-store.ts'
import { exported, imported } from '../../actions/subscribers/lists-in-stores.ts'
import { aSignUp, at, confirmation, join, type NewDatabase, signUpBy } from './store-world.ts'

/** Somebody for each way in which a person can stand. */
async function fill(store: Store): Promise<void> {
  const { subscribers, preferences } = store
  await join(store, '+formula', { topics: ['bread, maps', '=1+1'] })
  await join(store, 'both', { newsletter: 'weekly' })
  await join(store, 'both', { newsletter: 'daily', cadence: 'evening' })
  await subscribers.unsubscribe(await join(store, 'gone'), at(1), 'one-click')
  await subscribers.unsubscribe(await join(store, 'back'), at(1), 'web')
  await join(store, 'back', { minutes: 2 })
  await subscribers.moveToFeed(await join(store, 'feed'), at(5), 'link')
  await subscribers.moveToFeed(await join(store, 'andback'), at(5), 'link')
  await subscribers.moveToMail(
    (await subscribers.find('andback@example.org'))?.subscriptions[0]?.handle ?? '',
    at(6),
    'link',
  )
  const signUp = await signUpBy(store, aSignUp('reader@example.org'))
  await store.signUps.confirm(signUp, confirmation())
  await subscribers.pause(await join(store, 'paused'), at(60 * 24 * 400), at(1), 'link')
  const reader = (await subscribers.find('reader@example.org'))?.subscriber?.handle ?? ''
  await preferences.chooseHour(reader, { hour: 0, timezone: 'Asia/Kolkata' }, { at: at(3), source: 'link' })
  for (const name of ['both', 'gone', 'stranger'])
    await subscribers.suppress(`${name}@example.org`, 'complaint', at(3), 'by | phone "x"', 'weekly/12')
  await subscribers.suppress('back@example.org', 'bounced', at(4))
  await subscribers.unsuppress('back@example.org', at(5), '=their mailbox is back')
  await subscribers.unsuppress('stranger@example.org', at(6))
  await subscribers.suppress('stranger@example.org', 'operator', at(7))
}

export function wholeListContract(newDatabase: NewDatabase): void {
  test('list, consents and suppressions come back whole: exported, imported and exported again it is the same file', async () => {
    const [one, other] = [await newDatabase(), await newDatabase()]
    await fill(one.store)
    const csv = await exported(one.store)
    expect((await imported(other.store, csv)).problems).toEqual([])
    expect(await exported(other.store)).toBe(csv)
    for (const name of ['both', 'gone', 'back', 'stranger', 'paused', 'feed', 'andback', 'reader', '+formula']) {
      const [before, after] = await Promise.all(
        [one, other].map(({ store }) => store.subscribers.find(`${name}@example.org`)),
      )
      const kept = (record: typeof before) => ({
        language: record?.subscriber?.language,
        ownHour: record?.subscriber?.ownHour,
        consents: record?.consents.map((consent) => ({ ...consent, subscriberId: 0 })),
        suppression: record?.suppression,
        suppressionSteps: record?.suppressionSteps,
      })
      expect(kept(after)).toEqual(kept(before))
    }
    expect(csv).not.toMatch(/(?:^|,)"?[=+@-]/m)
  })

  test('imported once more it changes nothing', async () => {
    const { store } = await newDatabase()
    await fill(store)
    const csv = await exported(store)
    const report = await imported(store, csv)
    expect(report).toMatchObject({ added: 0, unsubscribed: 0, newlySuppressed: 0 })
    expect(await exported(store)).toBe(csv)
  })
}
