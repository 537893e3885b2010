import Database from 'better-sqlite3'
import fc from 'fast-check'
import { Kysely } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { IllegalStep } from '../../src/config/illegal-step.ts'
import { DELIVERY_STATES, type DeliveryState, type DeliveryStep } from '../../src/deliveries/delivery.ts'
import { mayFollow } from '../../src/deliveries/delivery-states.ts'
import type { Outcome } from '../../src/deliveries/ledger.ts'
import type { WorkerLease } from '../../src/deliveries/worker.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { openSqliteFile, SqliteFileDialect } from '../../src/store/sqlite/open-file.ts'
import { stepDeliveries } from '../../src/store/step-deliveries.ts'
import type { Tables } from '../../src/store/tables.ts'
import { write } from '../../src/store/transaction.ts'
import { at, editionOf, idsInTurn, join, processNamed, seeFresh, start } from '../contract/store/store-world.ts'
import { aFolder } from '../sources/a-folder.ts'

const PEOPLE = ['ada', 'ben', 'cho', 'dov']
const anyState = fc.constantFrom(...DELIVERY_STATES)

/** A database with one edition being sent to four people, whose every change of a state a trigger writes down. */
async function watchedEdition() {
  const file = `${aFolder({})}/steps.db`
  const store = await openStore({ url: `sqlite:${file}`, now: at(0), newId: idsInTurn() })
  await store.newsletters.ensure('weekly', at(0), [])
  const handles: string[] = []
  for (const name of PEOPLE) handles.push(await join(store, name))
  await seeFresh(store, ['lamp'], 10)
  const edition = await start(store, editionOf(['lamp']))
  const workers = new Two(store)
  await workers.begin(0, 30)
  await workers.begin(1, 30)
  const raw = new Database(file)
  raw.exec(`
    create table steps (was text, became text);
    create trigger watch after update of state on deliveries when old.state <> new.state
      begin insert into steps values (old.state, new.state); end
  `)
  return {
    store,
    workers,
    edition,
    handles,
    file,
    steps: () => raw.prepare('select was, became from steps').all() as { was: DeliveryState; became: DeliveryState }[],
    /** Being sent by nobody, or not being sent by somebody. */
    strangers: () => raw.prepare("select * from deliveries where (state = 'sending') <> (worker_id is not null)").all(),
    states: () => raw.prepare('select id, state from deliveries order by id').all(),
    put: (state: DeliveryState) => {
      raw.prepare('update deliveries set state = ?').run(state)
      raw.exec('delete from steps')
    },
    async close() {
      raw.close()
      await store.close()
    },
  }
}

/** Two processes that deliver at once. */
class Two {
  readonly #store: Store
  readonly #leases: WorkerLease[] = []

  constructor(store: Store) {
    this.#store = store
  }

  async begin(which: number, minutes: number): Promise<void> {
    this.#leases[which] = await this.#store.workers.begin(processNamed(`worker-${which}`), 'resend', at(minutes))
  }

  of(which: number): WorkerLease {
    return this.#leases[which] ?? { id: 0 }
  }

  /** It is killed, the other sees that, and it is started again. */
  async kill(which: number, policy: 'resend' | 'hold', minutes: number): Promise<void> {
    const over = (await this.#store.workers.list()).filter(({ id }) => id === this.of(which).id)
    await this.#store.workers.settleOver(over, policy, at(minutes))
    await this.begin(which, minutes)
  }
}

type Watched = Awaited<ReturnType<typeof watchedEdition>>

const ids = fc.uniqueArray(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 })
const command = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('intend' as const), ids, by: fc.nat(1) }) },
  // Also what no server's answer can bring about.
  { weight: 4, arbitrary: fc.record({ do: fc.constant('outcome' as const), ids, by: fc.nat(1), state: anyState }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('leave' as const), who: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('suppress' as const), who: fc.nat(3) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('interrupt' as const, 'failed' as const, 'uncertain' as const),
      by: fc.nat(1),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom('accepted' as const, 'rejected' as const, 'pause' as const, 'resume' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('settle' as const, 'cancel' as const) }) },
)
type Command = typeof command extends fc.Arbitrary<infer T> ? T : never

function outcomeOf(deliveryId: number, state: DeliveryState, minutes: number): Outcome {
  const reply = { code: 250, text: 'said' }
  const step = { state, at: at(minutes), until: at(minutes + 1), reply, suppress: false, error: 'lost' }
  return { deliveryId, server: 'relay', step: step as unknown as DeliveryStep }
}

async function run({ store, workers, edition, handles }: Watched, command: Command, minutes: number): Promise<void> {
  const { deliveries, editions, subscribers } = store
  const now = at(minutes)
  switch (command.do) {
    case 'intend':
      await deliveries.record({ intents: command.ids, outcomes: [] }, workers.of(command.by), now)
      return
    case 'outcome':
      await writeOutcomes(store, workers.of(command.by), command, minutes)
      return
    case 'leave':
      await subscribers.unsubscribe(handles[command.who] ?? '', now, 'web')
      return
    case 'suppress':
      await subscribers.suppress(`${PEOPLE[command.who]}@example.org`, 'operator', now)
      return
    case 'interrupt':
      await workers.kill(command.by, minutes % 2 === 0 ? 'resend' : 'hold', minutes)
      return
    case 'failed':
    case 'uncertain':
      await deliveries.retry(edition, command.do, now)
      return
    case 'accepted':
    case 'rejected':
      await deliveries.settleHeldUncertain(edition, command.do, now)
      return
    case 'settle':
      await editions.settle(edition, now)
      return
    default:
      await editions.step(edition, STEPS[command.do], undefined, now)
  }
}

const STEPS = { pause: 'paused', resume: 'sending', cancel: 'cancelled' } as const

/** What is refused is told by id, and nothing else is. */
async function writeOutcomes(
  store: Store,
  worker: WorkerLease,
  { ids, state }: { ids: number[]; state: DeliveryState },
  minutes: number,
) {
  const outcomes = ids.map((id) => outcomeOf(id, state, minutes))
  const { stray } = await store.deliveries.record({ intents: [], outcomes }, worker, at(minutes))
  if (!mayFollow('sending', state)) expect(stray).toEqual(new Set(ids))
}

test('property: whatever happens in whatever order, every step of every delivery is in the table', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { maxLength: 40 }), async (commands) => {
      const world = await watchedEdition()
      try {
        for (const [index, each] of commands.entries()) await run(world, each, 40 + 5 * index)
        expect(world.steps().filter(({ was, became }) => !mayFollow(was, became))).toEqual([])
        expect(world.strangers()).toEqual([])
      } finally {
        await world.close()
      }
    }),
    { numRuns: 30 },
  )
})

test('a step is taken from each state that it may follow and from no other', async () => {
  const world = await watchedEdition()
  const db = new Kysely<Tables>({ dialect: new SqliteFileDialect(await openSqliteFile(world.file)) })
  onTestFinished(async () => {
    await db.destroy()
    await world.close()
  })
  for (const from of DELIVERY_STATES)
    for (const to of DELIVERY_STATES) {
      if (to === 'sending') continue
      world.put(from)
      const before = world.states()
      const steps = () => write(db, (trx) => stepDeliveries(trx, to, { at: 99 }).execute())
      if (from === to || !mayFollow(from, to)) {
        await steps()
        expect(world.states(), `${from} → ${to}`).toEqual(before)
        const asked = write(db, async (trx) => stepDeliveries(trx, to, { from: [from], at: 99 }).execute())
        await expect(asked, `${from} → ${to}`).rejects.toThrow(IllegalStep)
      } else {
        await steps()
        expect(world.steps(), `${from} → ${to}`).toEqual(PEOPLE.map(() => ({ was: from, became: to })))
      }
    }
})
