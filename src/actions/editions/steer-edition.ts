import type { Temporal } from 'temporal-polyfill'
import { BroadsheetError, failure, type Problem } from '../../config/problem.ts'
import type { DeliveryCounts } from '../../deliveries/edition-progress.ts'
import { type Edition, type EditionState, editionName, GOING_STATES, HOLD_REASONS } from '../../editions/edition.ts'
import { type EditionIntent, intentOf } from '../../editions/edition-intent.ts'
import { isDelayed, startsAt, waitOf } from '../../editions/waits.ts'
import { newsletterNamed } from '../newsletter-named.ts'
import type { Scan } from '../record-scan.ts'
import { type AgreePorts, agreeWithHolder } from './agree-with-holder.ts'
import { editionNamed } from './edition-named.ts'
import { type RedatePorts, redate } from './redate.ts'
import { remakeEdition, type SchedulePorts } from './run-schedule.ts'
import { transportOf } from './transport-of.ts'

export interface SteerPorts extends AgreePorts, RedatePorts, SchedulePorts {
  config: SchedulePorts['config']
  scan(): Promise<Scan>
  editions: SchedulePorts['editions'] &
    RedatePorts['editions'] & {
      startAt(id: number, startsAt: Temporal.Instant | undefined): Promise<void>
      /** Writes down anew what an edition is for. */
      intend(id: number, intent: EditionIntent): Promise<void>
      find(newsletter: string, number: number, isTrial: boolean, correction?: string): Promise<Edition | undefined>
      /** A step to `cancelled` ends what is still open of its deliveries. */
      step(id: number, to: EditionState, reason: string | undefined, at: Temporal.Instant): Promise<boolean>
    }
  deliveries: {
    counts(editionId: number): Promise<DeliveryCounts>
    /** Queues again what was rejected and expired, or what is uncertain, and has the edition go on; says how many. */
    retry(editionId: number, what: 'failed' | 'uncertain', at: Temporal.Instant): Promise<number>
    /** What failed and would not be sent again, counted by why. */
    stayingOut(editionId: number): Promise<Record<string, number>>
    /** Says what became of those of unknown fate that wait for nothing else; says how many. */
    settleHeldUncertain(editionId: number, as: 'accepted' | 'rejected', at: Temporal.Instant): Promise<number>
  }
}

export interface SteerReport {
  edition: string
  state: EditionState
  /** Deliveries that were cancelled or queued again. */
  deliveries: number
  /** Of a retry of what failed: what is not tried again, counted by why. */
  stayingOut?: Record<string, number>
  /** Until when it waits, and what for; and what can be done until then. */
  waits?: { for: 'delay' | 'hours'; until: string; next: string[] }
  problems: Problem[]
}

/** Without the time to undo it. */
export interface LetGoOptions {
  now?: boolean
}

/** Lets an edition go that waits for approval. */
export async function approve(ports: SteerPorts, name: string, options: LetGoOptions = {}): Promise<SteerReport> {
  const edition = await editionNamed(ports.editions, name)
  if (edition.state === 'held' && edition.reason !== 'approval') throw heldFor(name, edition)
  return letGo(ports, edition, ['held'], options)
}

/** Lets an edition go that was held for any reason: the operator has looked. One that waits to be undone starts now. */
export async function release(ports: SteerPorts, name: string, options: LetGoOptions = {}): Promise<SteerReport> {
  const edition = await editionNamed(ports.editions, name)
  if (isDelayed(edition, ports.clock())) return startNow(ports, edition)
  return letGo(ports, edition, ['held', 'planned'], options)
}

async function startNow(ports: SteerPorts, edition: Edition): Promise<SteerReport> {
  await ports.editions.startAt(edition.id, ports.clock())
  return reportAnew(ports, edition)
}

/** With the date of this moment. Of one that has no mail, since none could be made, it is made now. */
async function letGo(
  ports: SteerPorts,
  edition: Edition,
  from: EditionState[],
  { now }: LetGoOptions,
): Promise<SteerReport> {
  if (!from.includes(edition.state)) throw mayNot(edition, 'be let go', from)
  const variants = await ports.editions.variants(edition.id)
  if (variants.length === 0) return makeNow(ports, edition, now)
  await redate(ports, edition.id)
  const at = ports.clock()
  // Before the step: from then on somebody may start it.
  await ports.editions.startAt(edition.id, now ? at : startsAt(ports.config, edition.newsletter, at))
  return stepFrom(ports, edition, from, 'approved')
}

/** @throws BroadsheetError where something still stands in the way */
async function makeNow(ports: SteerPorts, edition: Edition, now?: boolean): Promise<SteerReport> {
  const newsletter = newsletterNamed(ports.config, edition.newsletter)
  const run = { newsletter, cadence: edition.cadence, dueAt: edition.dueAt }
  const { started } = await remakeEdition(ports, await ports.scan(), edition, run, {
    trigger: 'operator',
    acknowledged: [...HOLD_REASONS],
    now,
  })
  if (started.outcome === 'made' && started.state === 'held')
    throw new BroadsheetError(started.because.map((because) => failure('edition.held', because)))
  return reportAnew(ports, edition)
}

/** Stops an edition where it is: no message begins after this. */
export async function pause(ports: SteerPorts, name: string): Promise<SteerReport> {
  return stepFrom(ports, await editionNamed(ports.editions, name), GOING_STATES, 'paused')
}

export async function resume(ports: SteerPorts, name: string): Promise<SteerReport> {
  const edition = await editionNamed(ports.editions, name)
  if (edition.state !== 'paused') throw mayNot(edition, 'go on', ['paused'])
  await redate(ports, edition.id)
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
  const stayingOut = what === 'failed' ? { stayingOut: await ports.deliveries.stayingOut(edition.id) } : {}
  return { edition: name, state, deliveries, ...stayingOut, problems: [] }
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
  return reportAnew(ports, edition, to)
}

/** Of an edition as it is now. @param state that to which it was brought, whatever became of it since */
async function reportAnew(
  { editions, config, clock }: SteerPorts,
  before: Edition,
  state?: EditionState,
): Promise<SteerReport> {
  const edition = await editionNamed(editions, editionName(before))
  const wait = waitOf(edition, config, clock())
  return {
    edition: editionName(edition),
    state: state ?? edition.state,
    deliveries: 0,
    ...(wait && { waits: { ...wait, until: wait.until.toString() } }),
    problems: [],
  }
}

/** Whoever lets an edition go, lets it go by the configuration that is there now. */
async function intendAnew(ports: SteerPorts, { id, transport }: Edition): Promise<void> {
  await agreeWithHolder(ports)
  if (transport === transportOf(ports.config)) await ports.editions.intend(id, intentOf(ports.config))
}

function mayNot(edition: Edition, what: string, from?: EditionState[]): BroadsheetError {
  const only = from ? ` Only one that is ${from.join(' or ')} can.` : ''
  return new BroadsheetError(
    failure('edition.step', `${editionName(edition)} is ${edition.state}: it cannot ${what}.${only}`),
  )
}

function heldFor(name: string, edition: Edition): BroadsheetError {
  return new BroadsheetError(
    failure('edition.step', `${name} is held for another reason than approval: ${edition.reason}.`, {
      hint: `Look at it with: broadsheet status ${name}; let it go with: broadsheet release ${name}.`,
    }),
  )
}
