import type { Temporal } from 'temporal-polyfill'
import { BroadsheetError, failure, type Problem } from '../../config/problem.ts'
import type { DeliveryCounts } from '../../deliveries/edition-progress.ts'
import { type Edition, type EditionState, editionName } from '../../editions/edition.ts'
import { type EditionIntent, intentOf } from '../../editions/edition-intent.ts'
import { type AgreePorts, agreeWithHolder } from './agree-with-holder.ts'
import { editionNamed } from './edition-named.ts'
import { transportOf } from './transport-of.ts'

export interface SteerPorts extends AgreePorts {
  editions: {
    /** Writes down anew what an edition is for. */
    intend(id: number, intent: EditionIntent): Promise<void>
    find(newsletter: string, number: number, isTrial: boolean): Promise<Edition | undefined>
    /** A step to `cancelled` ends what is still open of its deliveries. */
    step(id: number, to: EditionState, reason: string | undefined, at: Temporal.Instant): Promise<boolean>
  }
  deliveries: {
    counts(editionId: number): Promise<DeliveryCounts>
    /** Queues again what was rejected and expired, or what is uncertain, and has the edition go on; says how many. */
    retry(editionId: number, what: 'failed' | 'uncertain', at: Temporal.Instant): Promise<number>
    /** Says what became of those of unknown fate that wait for nothing else; says how many. */
    settleHeldUncertain(editionId: number, as: 'accepted' | 'rejected', at: Temporal.Instant): Promise<number>
  }
}

export interface SteerReport {
  edition: string
  state: EditionState
  /** Deliveries that were cancelled or queued again. */
  deliveries: number
  problems: Problem[]
}

/** Lets an edition go that waits for approval. */
export async function approve(ports: SteerPorts, name: string): Promise<SteerReport> {
  const edition = await editionNamed(ports.editions, name)
  if (edition.state === 'held' && edition.reason !== 'approval') throw heldFor(name, edition)
  return stepFrom(ports, edition, ['held'], 'approved')
}

/** Lets an edition go that was held for any reason: the operator has looked. */
export async function release(ports: SteerPorts, name: string): Promise<SteerReport> {
  return stepFrom(ports, await editionNamed(ports.editions, name), ['held', 'planned'], 'approved')
}

/** Stops an edition where it is: no message begins after this. */
export async function pause(ports: SteerPorts, name: string): Promise<SteerReport> {
  return stepFrom(ports, await editionNamed(ports.editions, name), ['approved', 'sending', 'settling'], 'paused')
}

export async function resume(ports: SteerPorts, name: string): Promise<SteerReport> {
  const edition = await editionNamed(ports.editions, name)
  return stepFrom(ports, edition, ['paused'], edition.candidateCount === undefined ? 'approved' : 'sending')
}

/** Ends an edition: what has not left stays. Its posts are due again to who did not get them. */
export async function cancel(ports: SteerPorts, name: string): Promise<SteerReport> {
  const edition = await editionNamed(ports.editions, name)
  const report = await stepFrom(ports, edition, undefined, 'cancelled')
  return { ...report, deliveries: (await ports.deliveries.counts(edition.id)).cancelled ?? 0 }
}

/** Tries again what failed, or what is uncertain, of an edition that has been sent. */
export async function retry(ports: SteerPorts, name: string, what: 'failed' | 'uncertain'): Promise<SteerReport> {
  const edition = await editionNamed(ports.editions, name)
  const retried = ['sending', 'settling', 'paused', 'sent']
  if (!retried.includes(edition.state)) throw mayNot(edition, `be retried`)
  await intendAnew(ports, edition)
  const deliveries = await ports.deliveries.retry(edition.id, what, ports.clock())
  const { state } = await editionNamed(ports.editions, name)
  return { edition: name, state, deliveries, problems: [] }
}

/** Writes down what became of messages of unknown fate: the operator has looked into the server's log. */
export async function settle(ports: SteerPorts, name: string, as: 'accepted' | 'rejected'): Promise<SteerReport> {
  const edition = await editionNamed(ports.editions, name)
  const deliveries = await ports.deliveries.settleHeldUncertain(edition.id, as, ports.clock())
  return { edition: name, state: edition.state, deliveries, problems: [] }
}

async function stepFrom(
  ports: SteerPorts,
  edition: Edition,
  from: EditionState[] | undefined,
  to: EditionState,
): Promise<SteerReport> {
  const isFrom = from === undefined || from.includes(edition.state)
  if (isFrom && (to === 'approved' || to === 'sending')) await intendAnew(ports, edition)
  if (!isFrom || !(await ports.editions.step(edition.id, to, undefined, ports.clock())))
    throw mayNot(edition, `become ${to}`)
  return { edition: editionName(edition), state: to, deliveries: 0, problems: [] }
}

/** Whoever lets an edition go, lets it go by the configuration that is there now. */
async function intendAnew(ports: SteerPorts, { id, transport }: Edition): Promise<void> {
  await agreeWithHolder(ports)
  if (transport === transportOf(ports.config)) await ports.editions.intend(id, intentOf(ports.config))
}

function mayNot(edition: Edition, what: string): BroadsheetError {
  return new BroadsheetError(failure('edition.step', `${editionName(edition)} is ${edition.state}: it cannot ${what}.`))
}

function heldFor(name: string, edition: Edition): BroadsheetError {
  return new BroadsheetError(
    failure('edition.step', `${name} is held for another reason than approval: ${edition.reason}.`, {
      hint: `Look at it with: broadsheet status ${name}; let it go with: broadsheet release ${name}.`,
    }),
  )
}
