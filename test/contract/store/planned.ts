import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { type NotePlanningPorts, notePlanning } from '../../../src/actions/note-planning.ts'
import { latestOccurrence } from '../../../src/jobs/cron.ts'
import type { Store } from '../../../src/store/open-store.ts'
import { Place } from '../../../src/store/place.ts'
import { aFolder } from '../../sources/a-folder.ts'
import { anyTopic, at, editionOf, join, type NewDatabase, seeFresh } from './store-world.ts'

const HOUR = 60
/** Each Monday at 9:00, and on the first of each month; the contract begins on a Monday at 9:00. */
const CONFIG = {
  site: { timezone: 'UTC' },
  newsletters: [
    { id: 'weekly', schedules: { default: '0 9 * * MON' }, maxLateness: Temporal.Duration.from({ hours: 12 }) },
    { id: 'monthly', schedules: { default: '0 9 1 * *' }, maxLateness: Temporal.Duration.from({ hours: 12 }) },
  ],
} as unknown as NotePlanningPorts['config']

/** A place plans, so many minutes into the test. */
function plan({ planned, newsletters }: Store, minutes: number, config = CONFIG, isScanned = true): Promise<void> {
  return notePlanning({ config, planned, newsletters, latestOccurrence, clock: () => at(minutes) }, isScanned)
}

const ON_PUBLICATION = {
  ...CONFIG,
  newsletters: CONFIG.newsletters.slice(0, 1).map((newsletter) => ({
    ...newsletter,
    schedules: { default: 'on publication' },
  })),
} as typeof CONFIG

const WEEK = 7 * 24 * HOUR

export function plannedContract(newDatabase: NewDatabase): void {
  test('a machine that was off over the time of an edition, and others that take over at once, leave no doubt', async () => {
    const { store, openAgain } = await newDatabase()
    const other = await openAgain(aFolder({}))
    await plan(store, 1)
    await plan(store, WEEK + HOUR)
    await plan(other, WEEK + 2 * HOUR)
    expect(await store.planned.gap('weekly')).toBeUndefined()
    expect((await store.planned.last(at(0))).planned?.at).toEqual(at(WEEK + 2 * HOUR))
  })

  test('where another place goes on after long, newsletters that came due meanwhile are in doubt, and no others', async () => {
    const { store, openAgain } = await newDatabase()
    await plan(store, 1)
    const other = await openAgain(aFolder({}))
    await plan(other, WEEK + HOUR)
    expect(await store.planned.gap('weekly')).toEqual({ since: at(1), until: at(WEEK + HOUR) })
    expect(await store.planned.gap('monthly')).toBeUndefined()
    // Nobody decides: it stays in doubt since then.
    await plan(store, 2 * WEEK + HOUR)
    expect(await store.planned.gap('weekly')).toEqual({ since: at(1), until: at(2 * WEEK + HOUR) })
  })

  test('a database that was put back to before another place planned on it', async () => {
    const { store, openAgain } = await newDatabase()
    await plan(store, -HOUR)
    // A machine beside it saw later what the backup, of an hour before 9:00, does not know.
    const folder = aFolder({})
    new Place(folder, store.instance).see(at(1).epochMilliseconds, store.planned.here().id)
    const other = await openAgain(folder)
    await plan(other, 2)
    expect(await store.planned.gap('weekly')).toEqual({ since: at(-HOUR), until: at(2) })
  })

  test('who plans beside another remembers when it was planned, also as another process', async () => {
    const { store, openAgain } = await newDatabase()
    await plan(store, 1)
    const folder = aFolder({})
    const other = await openAgain(folder)
    await other.planned.see(at(2))
    expect((await openAgain(folder)).planned.here()).toEqual({
      id: other.planned.here().id,
      seen: { at: at(1), by: store.planned.here().id },
    })
  })

  test('the doubt is over when somebody says what counts as sent, or an edition that was let through begins', async () => {
    for (const end of ['adopt', 'freeze']) {
      const { store, openAgain } = await newDatabase()
      await seeFresh(store, ['lamp'])
      await join(store, 'mei')
      await plan(store, 1)
      await plan(await openAgain(aFolder({})), WEEK + HOUR)
      expect(await store.planned.gap('weekly')).toBeDefined()
      if (end === 'adopt') await store.newsletters.adopt('weekly', { adopted: [], fresh: [], at: at(0) })
      else {
        const made = await store.editions.make(editionOf(['lamp']))
        await store.editions.freeze((made as { id: number }).id, at(WEEK + HOUR), anyTopic)
      }
      expect(await store.planned.gap('weekly')).toBeUndefined()
    }
  })

  describe('on publication', () => {
    /** A place planned; what it left behind, and what is published, is found by another place after long. */
    async function inDoubt({ waits = false, isPublished = false, isScanned = true }): Promise<boolean> {
      const { store, openAgain } = await newDatabase()
      await store.newsletters.ensure('weekly', at(0), [])
      await store.newsletters.noteSchedules('weekly', { default: 'on publication' }, at(0))
      if (waits) await store.newsletters.noteWaiting('weekly', 'default', { lamp: 'a' }, at(0))
      await plan(store, 1, ON_PUBLICATION)
      const other = await openAgain(aFolder({}))
      if (isPublished) await seeFresh(other, ['salt'], WEEK)
      await plan(other, WEEK, ON_PUBLICATION, isScanned)
      return (await store.planned.gap('weekly')) !== undefined
    }

    test('only what waited then, or was published since, may have gone out elsewhere', async () => {
      expect(await inDoubt({})).toBe(false)
      expect(await inDoubt({ waits: true })).toBe(true)
      expect(await inDoubt({ isPublished: true })).toBe(true)
    })

    test('where nobody knows what was published, it may have', async () => {
      expect(await inDoubt({ isScanned: false })).toBe(true)
    })
  })
}
