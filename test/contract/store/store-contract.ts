import { describe } from 'vitest'
import { addressChangesContract } from './address-changes.ts'
import { archiveContract } from './archive.ts'
import { candidatesContract } from './candidates.ts'
import { correctionsContract } from './corrections.ts'
import { deliveriesContract } from './deliveries.ts'
import { editionsContract } from './editions.ts'
import { eraseContract } from './erase.ts'
import { feedReadersContract } from './feed-readers.ts'
import { freezeContract } from './freeze.ts'
import { hubTopicsContract } from './hub-topics.ts'
import { importContract } from './import.ts'
import { leasesContract } from './leases.ts'
import { leaveContract } from './leave.ts'
import { newslettersContract } from './newsletters.ts'
import { openProblemsContract } from './open-problems.ts'
import { outboxContract } from './outbox.ts'
import { ownHoursContract } from './own-hours.ts'
import { pausesContract } from './pauses.ts'
import { plannedContract } from './planned.ts'
import { plansContract } from './plans.ts'
import { postsContract } from './posts.ts'
import { preferencesContract } from './preferences.ts'
import { privateFeedsContract } from './private-feeds.ts'
import { processesContract } from './processes.ts'
import { reportsContract } from './reports.ts'
import { signUpsContract } from './sign-ups.ts'
import type { NewDatabase } from './store-world.ts'
import { subscribersContract } from './subscribers.ts'
import { wholeListContract } from './whole-list.ts'
import { workersContract } from './workers.ts'

/**
 * What every store must do, whatever database is below it.
 * @param share of the runs of property tests: less than 1 where the database is slow
 */
export function storeContract(name: string, newDatabase: NewDatabase, share = 1): void {
  describe(`a store on ${name}`, () => {
    describe('posts', () => postsContract(newDatabase))
    describe('newsletters', () => newslettersContract(newDatabase))
    describe('subscribers', () => subscribersContract(newDatabase))
    describe('pauses', () => pausesContract(newDatabase))
    describe('preferences', () => preferencesContract(newDatabase))
    describe('changes of address', () => addressChangesContract(newDatabase))
    describe('sign-ups', () => signUpsContract(newDatabase))
    describe('private feeds', () => privateFeedsContract(newDatabase, share))
    describe('import', () => importContract(newDatabase))
    describe('whole lists', () => wholeListContract(newDatabase))
    describe('erasing', () => eraseContract(newDatabase))
    describe('candidates', () => candidatesContract(newDatabase, share))
    describe('when it was planned', () => plannedContract(newDatabase))
    describe('plans', () => plansContract(newDatabase))
    describe('editions', () => editionsContract(newDatabase))
    describe('the archive', () => archiveContract(newDatabase))
    describe('corrections', () => correctionsContract(newDatabase))
    describe('freezing', () => freezeContract(newDatabase, share))
    describe('hours of readers', () => ownHoursContract(newDatabase, share))
    describe('deliveries', () => deliveriesContract(newDatabase))
    describe('reports', () => reportsContract(newDatabase))
    describe('the outbox', () => outboxContract(newDatabase))
    describe('topics of a hub', () => hubTopicsContract(newDatabase))
    describe('readers of feeds', () => feedReadersContract(newDatabase))
    describe('leases', () => leasesContract(newDatabase))
    describe('open problems', () => openProblemsContract(newDatabase))
    describe('processes', () => processesContract(newDatabase))
    describe('workers', () => workersContract(newDatabase))
    describe('leave', () => leaveContract(newDatabase))
  })
}
