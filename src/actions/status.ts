import type { Temporal } from 'temporal-polyfill'
import type { Config } from '../config/config.ts'
import type { OpenProblem, Problem } from '../config/problem.ts'
import { withoutCredentials, withoutPeople } from '../config/redact.ts'
import { cronsOf, isOnPublication } from '../config/schedule-kind.ts'
import type { FailureReason } from '../deliveries/delivery.ts'
import type { DeliveryCounts, WaitingDeliveries } from '../deliveries/edition-progress.ts'
import type { RunningProcess } from '../deliveries/running-process.ts'
import { type Edition, type EditionFilter, type EditionStep, editionName } from '../editions/edition.ts'
import { quietAt, type Waiting } from '../editions/quiet.ts'
import { howToGoOn } from '../editions/stopped.ts'
import { waitOf } from '../editions/waits.ts'
import type { OutboxCount } from '../outbox/outbox-mail.ts'
import { type ReturnedStatus, type ReturnedStatusPorts, returnedStatus } from './delivery/returned-status.ts'
import { editionNamed } from './editions/edition-named.ts'
import { type FeedStatusPorts, type HubStatus, hubStatus, type Readership, readership } from './feeds/feed-status.ts'
import { SCHEDULE } from './hold-schedule.ts'
import type { PostState, PostStatesPorts } from './post-states.ts'
import type { LeaseName } from './take-lease.ts'
import { type WorkerStatus, type WorkersStatusPorts, workersStatus } from './workers-status.ts'

export interface StatusPorts
  extends FeedStatusPorts,
    WorkersStatusPorts,
    ReturnedStatusPorts,
    Omit<PostStatesPorts, 'editions'> {
  config: Config
  newsletters: PostStatesPorts['newsletters'] & {
    /** What a cadence that starts on publication waited for when somebody last looked. */
    waiting(id: string, cadence: string): Promise<Waiting | undefined>
  }
  editions: PostStatesPorts['editions'] &
    WorkersStatusPorts['editions'] & {
      find(newsletter: string, number: number, isTrial: boolean, correction?: string): Promise<Edition | undefined>
      list(filter: EditionFilter): Promise<Edition[]>
      steps(id: number): Promise<EditionStep[]>
      exclusions(id: number): Promise<Record<string, number>>
      /** Those that still have something before them, the oldest first. */
      open(): Promise<Edition[]>
    }
  deliveries: {
    counts(editionId: number): Promise<DeliveryCounts>
    /** When the next of those that wait is tried. */
    nextDue(editionId: number): Promise<Temporal.Instant | undefined>
    waiting(editionId: number): Promise<WaitingDeliveries>
    /** How many of these editions' mails may have come twice. */
    comeTwice(editionIds: number[]): Promise<number>
    settledSince(editionId: number, since: Temporal.Instant): Promise<number>
    /** The servers' words, by recipients' domain, the most frequent first. */
    reasons(editionId: number, state: 'deferred' | 'rejected'): Promise<FailureReason[]>
  }
  openProblems: { list(): Promise<OpenProblem[]> }
  processes: {
    list(): Promise<RunningProcess[]>
    holderOf(lease: LeaseName, at: Temporal.Instant): Promise<RunningProcess | undefined>
  }
  outbox: { counts(): Promise<OutboxCount[]> }
  nextOccurrence(cron: string, timezone: string, now: Temporal.Instant): Temporal.Instant | undefined
}

export interface EditionStatus {
  edition: string
  newsletter: string
  cadence: string
  state: Edition['state']
  reason?: string
  /** What holds it, or why it was skipped: a sentence each. */
  because: string[]
  /** What to do about it, with what to type. */
  next: string[]
  /** Until when it waits: for its time to be undone to be over, or for its hours. */
  waits?: { for: 'delay' | 'hours'; until: string }
  subject: string
  stateAt: string
  postCount: number
  /** How many people it was for when it was made. */
  recipientCount?: number
  /** `mailbox`: a trial. */
  transport: Edition['transport']
  deliveries: DeliveryCounts
}

export interface StatusReport {
  /**
   * `next`: when the next edition is due, by the calendar or by what was published. `quiet`: of one that starts on publication,
   * how long nothing may have been published before.
   */
  newsletters: { id: string; next?: string; quiet?: string; lastEdition?: string }[]
  /** Those that are not over, however old, the oldest first. Where one edition was asked for: none. */
  open: EditionStatus[]
  /** The last ten, open or over; or the one that was asked for. */
  editions: EditionStatus[]
  /** Of the one edition that was asked for. */
  detail?: {
    steps: (Omit<EditionStep, 'at'> & { at: string })[]
    excluded: Record<string, number>
    deferrals: FailureReason[]
    rejections: FailureReason[]
    /** Mails whose fate was unknown, and that were sent again. */
    mayHaveComeTwice: number
    /** When the next delivery that waits is tried again. */
    nextTry?: string
    /** Deferred ones that were not tried yet, and wait for the hour that their reader chose: */
    ownHours?: { count: number; next: string; last: string }
    /** or, of a correction, for the mail that it corrects. */
    waitForMail?: number
    /** Deliveries a second, over the last minute. */
    perSecond: number
    /** At this pace, until all have been tried. */
    secondsLeft?: number
  }
  /** Where they were asked for: what became of every post that became new. */
  posts?: PostState[]
  /** Where a WebSub hub is configured. */
  hub?: HubStatus
  readership: Readership[]
  /**
   * Who plans and delivers on this database, or waits to; `plans`: the one that plans; `problem`: why it goes on with the
   * configuration that it had.
   */
  running: { command: string; pid: number; host: string; since: string; plans: boolean; problem?: string }[]
  /** Those who deliver at this moment: on PostgreSQL there may be several. */
  workers: WorkerStatus[]
  /** Mails that are no edition's and wait, or failed within a month. */
  outbox: OutboxCount[]
  /** Where an inbox is configured: what came back. */
  returned?: ReturnedStatus
  /** What a publication does by itself and fails at: `scan`, `feeds`, `newsletter weekly`. */
  failing: { part: string; since: string }[]
  /** Of what fails. */
  problems: Problem[]
}

const SHOWN = 10

/** Newsletters with their next run, editions that are not over, the last ones, what is held and why; what the hub does not know yet, and who reads the feeds. */
export async function status(
  ports: StatusPorts,
  name: string | undefined,
  { posts = false }: { posts?: boolean } = {},
): Promise<StatusReport> {
  const editions =
    name === undefined ? await ports.editions.list({ limit: SHOWN }) : [await editionNamed(ports.editions, name)]
  const [first] = editions
  const open = name === undefined ? await ports.editions.open() : []
  const failing = await ports.openProblems.list()
  return {
    newsletters: await Promise.all(ports.config.newsletters.map((newsletter) => newsletterStatus(ports, newsletter))),
    open: await Promise.all(open.map((edition) => editionStatus(ports, edition))),
    editions: await Promise.all(editions.map((edition) => editionStatus(ports, edition))),
    detail: name !== undefined && first ? await detailOf(ports, first) : undefined,
    posts: posts ? await (await import('./post-states.ts')).postStates(ports) : undefined,
    hub: await hubStatus(ports),
    readership: await readership(ports),
    running: await runningOf(ports),
    workers: await workersStatus(ports),
    outbox: await ports.outbox.counts(),
    returned: await returnedStatus(ports),
    failing: failing.map(({ part, since }) => ({ part, since: since.toString() })),
    problems: failing.flatMap(({ problems }) => problems),
  }
}

async function runningOf({ processes, isGone, clock }: StatusPorts): Promise<StatusReport['running']> {
  const planner = await processes.holderOf(SCHEDULE, clock())
  const alive = (await processes.list()).filter((other) => !isGone(other))
  return alive.map(({ id, command, pid, host, since, problem }) => ({
    command,
    pid,
    host,
    since: since.toString(),
    plans: id === planner?.id,
    problem,
  }))
}

async function newsletterStatus(ports: StatusPorts, { id, schedules, quiet }: Config['newsletters'][number]) {
  const byCalendar = cronsOf(schedules).map((cron) =>
    ports.nextOccurrence(cron, ports.config.site.timezone, ports.clock()),
  )
  const cadences = Object.keys(schedules).filter((cadence) => isOnPublication(schedules[cadence] ?? ''))
  const waiting = await Promise.all(cadences.map((cadence) => ports.newsletters.waiting(id, cadence)))
  const next = [...byCalendar, ...waiting.map((posts) => quietAt(posts, quiet))]
    .flatMap((at) => at?.toString({ fractionalSecondDigits: 0 }) ?? [])
    .sort()[0]
  const [last] = await ports.editions.list({ newsletter: id, numbered: true, limit: 1 })
  return { id, next, ...(cadences.length > 0 && { quiet: quiet.toString() }), lastEdition: last && editionName(last) }
}

async function editionStatus(ports: StatusPorts, edition: Edition): Promise<EditionStatus> {
  const wait = waitOf(edition, ports.config, ports.clock())
  return {
    edition: editionName(edition),
    newsletter: edition.newsletter,
    cadence: edition.cadence,
    state: edition.state,
    reason: edition.reason,
    because: edition.because ?? [],
    next: wait?.next ?? howToGoOn(edition),
    ...(wait && { waits: { for: wait.for, until: wait.until.toString() } }),
    subject: edition.subject,
    stateAt: edition.stateAt.toString(),
    postCount: edition.postCount,
    recipientCount: edition.recipientCount,
    transport: edition.transport,
    deliveries: await ports.deliveries.counts(edition.id),
  }
}

async function detailOf(ports: StatusPorts, { id }: Edition): Promise<StatusReport['detail']> {
  const steps = await ports.editions.steps(id)
  return {
    steps: steps.map(({ state, reason, because, at }) => ({ state, reason, because, at: at.toString() })),
    excluded: await ports.editions.exclusions(id),
    deferrals: await reasonsOf(ports, id, 'deferred'),
    rejections: await reasonsOf(ports, id, 'rejected'),
    mayHaveComeTwice: await ports.deliveries.comeTwice([id]),
    nextTry: (await ports.deliveries.nextDue(id))?.toString(),
    ...waitingOf(await ports.deliveries.waiting(id)),
    ...(await paceOf(ports, id)),
  }
}

function waitingOf({ forHour, next, last, forMail }: WaitingDeliveries) {
  return {
    ...(next && last && { ownHours: { count: forHour, next: next.toString(), last: last.toString() } }),
    ...(forMail > 0 && { waitForMail: forMail }),
  }
}

/** A server's words often name whom they are about: that is asked of `subscribers show`. */
async function reasonsOf({ config, deliveries }: StatusPorts, id: number, state: 'deferred' | 'rejected') {
  const clean = (text: string) => withoutPeople(withoutCredentials(config.smtp)(text))
  return (await deliveries.reasons(id, state)).map(({ reason, example, ...rest }) => ({
    ...rest,
    reason: clean(reason),
    ...(example !== undefined && { example: clean(example) }),
  }))
}

const PACE_OVER = { seconds: 60 }

async function paceOf(ports: StatusPorts, id: number): Promise<{ perSecond: number; secondsLeft?: number }> {
  const { queued = 0 } = await ports.deliveries.counts(id)
  const settled = await ports.deliveries.settledSince(id, ports.clock().subtract(PACE_OVER))
  const perSecond = Math.round((settled / PACE_OVER.seconds) * 10) / 10
  return perSecond > 0 && queued > 0 ? { perSecond, secondsLeft: Math.ceil(queued / perSecond) } : { perSecond }
}
