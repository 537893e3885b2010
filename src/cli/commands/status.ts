import type { Command } from 'commander'
import { Temporal } from 'temporal-polyfill'
import type { EditionStatus, StatusReport } from '../../actions/status.ts'
import { count } from '../../config/count.ts'
import { printableLines } from '../../config/printable.ts'
import { sayNumber } from '../../config/say-number.ts'
import { sayDuration, sayMoment } from '../../config/say-time.ts'
import { whyLeftOut } from '../../editions/why-left-out.ts'
import { cameTwice } from '../came-twice.ts'
import { type Cli, type CommonOptions, runWith, withCommon } from '../cli.ts'
import { table } from '../layout-text.ts'
import { describeReturned } from '../returned-text.ts'
import { sayState } from '../say-state.ts'

type StatusOptions = CommonOptions & { posts?: boolean }

export function statusCommand(program: Command, cli: Cli): void {
  const command = program
    .command('status')
    .description('newsletters, editions, what is held and why')
    .argument('[edition...]', 'as weekly/12, or weekly/12 correction 1')
    .option('--posts', 'what became of each post that became new, and why')
  withCommon(command, 'broadsheet status weekly/12').action((edition: string[], options: StatusOptions) =>
    runWith(cli, options, async (publication) => {
      const report = await publication.status(edition.length > 0 ? edition.join(' ') : undefined, {
        posts: options.posts,
      })
      // What fails is told here, and is no failure of telling it.
      return { report, text: describe(report, publication.config.site.timezone), exitCode: 0 }
    }),
  )
}

function describe(report: StatusReport, timezone: string): string {
  const failing = report.failing.map(({ part, since }) => [part, `failing since ${local(since, timezone)}`])
  const newsletters = report.newsletters.map(({ id, next, quiet, lastEdition }) => [
    id,
    sayNext({ next, quiet }, timezone),
    lastEdition ? `last ${lastEdition}` : 'nothing sent yet',
  ])
  const open = report.detail ? report.editions : report.open
  const isOpen = new Set(open.map(({ edition }) => edition))
  const over = report.editions.filter(({ edition }) => !isOpen.has(edition))
  const feeds = report.detail ? [] : [describeHub(report.hub, timezone), describeReadership(report.readership)]
  return [
    ...behind(report),
    table(failing),
    table(newsletters),
    describePlanner(report.running),
    describeWorkers(report.workers),
    describeOutbox(report.outbox),
    report.detail ? '' : describeReturned(report.returned),
    describeOpen(open, report.detail !== undefined, timezone),
    describeOver(over, open.length > 0, timezone),
    describeDetail(report, timezone),
    describePosts(report.posts),
    ...feeds,
  ]
    .filter(Boolean)
    .join('\n\n')
}

function sayNext({ next, quiet }: { next?: string; quiet?: string }, timezone: string): string {
  const at = next && `next ${local(next, timezone)}`
  const published = quiet && `on publication, once quiet for ${sayDuration(Temporal.Duration.from(quiet))}`
  return [at, published].filter(Boolean).join(', ') || 'no schedule'
}

/** What waits for its operator stands first, however old it is. */
function describeOpen(editions: EditionStatus[], isAlone: boolean, timezone: string): string {
  if (editions.length === 0) return ''
  const rows = table(editions.map((edition) => editionRow(edition, timezone)))
  const waiting = editions.flatMap((edition) => [
    ...(edition.next.length > 0 ? [describeWaiting(edition)] : []),
    ...whatToSettle(edition),
  ])
  return [isAlone ? rows : `Editions that are not over:\n${rows}`, ...waiting].join('\n\n')
}

function describeOver(editions: EditionStatus[], isBesideOpen: boolean, timezone: string): string {
  if (editions.length === 0) return ''
  const rows = table(editions.map((edition) => editionRow(edition, timezone)))
  return isBesideOpen ? `The last ones that are over:\n${rows}` : rows
}

function editionRow(edition: EditionStatus, timezone: string): string[] {
  const { state, reason, transport, stateAt, subject } = edition
  return [
    edition.edition,
    sayState(state) + (reason ? ` (${reason})` : '') + (transport === 'mailbox' ? ', in the test mailbox' : ''),
    local(stateAt, timezone),
    subject,
    describeCounts(edition),
  ]
}

/** The sentences that its operator was mailed. */
function describeWaiting({ edition, state, because, next, recipientCount = 0 }: EditionStatus): string {
  const forWhom = recipientCount > 0 ? `, for ${count(recipientCount, 'person', 'people')},` : ''
  return [`${edition}${forWhom} is ${state}.`, ...[...because, ...next].map((line) => `  ${line}`)].join('\n')
}

/** Those that are not done, and of the others the newest. */
function describePosts(posts: StatusReport['posts']): string {
  if (!posts) return ''
  const done = new Set(posts.filter(({ state }) => DONE.has(state)).slice(SHOWN_DONE))
  const rows = posts
    .filter((post) => !done.has(post))
    .map(({ newsletter, file, title, because }) => ['', newsletter, file, title, because])
  return rows.length > 0 ? `Posts that became new:\n${table(rows)}` : 'No post became new.'
}

const DONE = new Set(['sent', 'adopted', 'hidden'])
const SHOWN_DONE = 10

/** Who did not take the configuration that is there now. */
function behind({ running }: StatusReport): string[] {
  return running.flatMap(({ command, pid, problem }) =>
    problem
      ? [
          `broadsheet ${command} (process ${pid}) goes on with the configuration that it had: ${printableLines(problem)}`,
        ]
      : [],
  )
}

function describePlanner(running: StatusReport['running']): string {
  const planner = running.find(({ plans }) => plans)
  if (!planner) return ''
  const { command, pid, host } = planner
  return `Planned by broadsheet ${command} (process ${pid} on ${host}).`
}

/** `Mails that are no edition's: 2 notices wait, 1 notice failed.` */
function describeOutbox(outbox: StatusReport['outbox']): string {
  const parts = outbox.flatMap(({ kind, waiting, failed }) => [
    ...(waiting > 0 ? [`${count(waiting, kind)} ${waiting === 1 ? 'waits' : 'wait'}`] : []),
    ...(failed > 0 ? [`${count(failed, kind)} failed`] : []),
  ])
  return parts.length === 0 ? '' : `Mails that are no edition's: ${parts.join(', ')}.`
}

/** One that delivers by itself needs no word. */
function describeWorkers(workers: StatusReport['workers']): string {
  if (workers.length < 2 && workers.every(({ holds }) => holds.length === 0)) return ''
  const rows = workers.map(({ host, pid, holds, perMinute, silentSeconds }) => [
    '',
    `process ${pid} on ${host}`,
    holds.map(({ edition, deliveries }) => `${count(deliveries, 'delivery', 'deliveries')} of ${edition}`).join(', ') ||
      'nothing at the moment',
    `${sayNumber(perMinute)} a minute`,
    `heard of ${sayNumber(silentSeconds)} s ago`,
  ])
  return `Workers:\n${table(rows)}`
}

function describeHub(hub: StatusReport['hub'], timezone: string): string {
  if (!hub || hub.pending.length === 0) return ''
  const rows = hub.pending.map(({ topic, dueAt, error }) => [
    '',
    topic,
    dueAt ? `again ${local(dueAt, timezone)}` : 'not tried any more',
    error ?? '',
  ])
  return `${hub.url} is still to be told of ${count(rows.length, 'feed')}:\n${table(rows)}`
}

/** Of the last day that is over, or of the one that has begun. A reader comes at least once a day. */
function describeReadership(readership: StatusReport['readership']): string {
  const days = [...new Set(readership.map(({ day }) => day))]
  const day = days.at(-2) ?? days.at(-1)
  const rows = readership
    .filter((feed) => feed.day === day)
    .map(({ path, subscribers, readers }) => [
      '',
      path,
      sayNumber(subscribers),
      Object.entries(readers)
        .toSorted(([, a], [, b]) => b - a)
        .map(([reader, number]) => `${reader} ${sayNumber(number)}`)
        .join(', '),
    ])
  return rows.length === 0 ? '' : `Subscribers of feeds on ${day}, as readers report them:\n${table(rows)}`
}

/** What only the operator can decide. */
function whatToSettle({ edition, state, deliveries: { uncertain = 0 } }: EditionStatus): string[] {
  if (uncertain === 0 || state === 'cancelled') return []
  const mails = count(uncertain, 'mail')
  return [
    `${mails} may or may not have arrived. Those that are not being sent again by themselves wait for you: look into the
server's log, then broadsheet retry ${edition} --uncertain, or broadsheet settle ${edition} --accepted.`,
  ]
}

function describeCounts({ deliveries }: EditionStatus): string {
  return Object.entries(deliveries)
    .map(([state, number]) => `${sayNumber(number)} ${state}`)
    .join(', ')
}

function describeDetail({ detail, editions }: StatusReport, timezone: string): string {
  if (!detail) return ''
  const steps = detail.steps.map(({ state, reason, because, at }) => [
    '',
    local(at, timezone),
    sayState(state),
    because?.join(' ') ?? reason ?? '',
  ])
  const excluded = Object.entries(detail.excluded).map(([reason, number]) => [
    '',
    sayNumber(number),
    `left out: ${whyLeftOut(reason)}`,
  ])
  const reasons = [
    ...detail.deferrals.map((reason) => ['deferred', reason] as const),
    ...detail.rejections.map((reason) => ['rejected', reason] as const),
  ].map(([what, { reason, domain, count }]) => ['', sayNumber(count), `${what} by ${domain}: ${reason}`])
  const waiting = describeWaits(detail, timezone)
  const next = detail.nextTry ? `  what waits is tried again from ${local(detail.nextTry, timezone)} on` : ''
  const twice = detail.mayHaveComeTwice > 0 ? `  ${cameTwice(detail.mayHaveComeTwice)}` : ''
  return [table([...steps, ...excluded, ...reasons]), waiting, twice, next, describePace(detail, editions[0]?.state)]
    .filter(Boolean)
    .join('\n')
}

/** Of what is deferred, what was not tried yet. */
function describeWaits({ ownHours, waitForMail = 0 }: NonNullable<StatusReport['detail']>, timezone: string): string {
  const wait = (number: number) => `  ${sayNumber(number)} deferred: ${number === 1 ? 'waits' : 'wait'} for`
  return [
    ...(ownHours ? [`${wait(ownHours.count)} ${untilHours(ownHours, timezone)}`] : []),
    ...(waitForMail > 0 ? [`${wait(waitForMail)} the mail that it corrects`] : []),
  ].join('\n')
}

function untilHours({ count, next, last }: { count: number; next: string; last: string }, timezone: string): string {
  const [first, until] = [local(next, timezone), local(last, timezone)]
  return `${count === 1 ? 'its reader’s own hour' : 'its readers’ own hours'}, ${first === until ? first : `${first} to ${until}`}`
}

/** Of an edition that is under way: of one that stands still or has ended it would say nothing. */
function describePace({ perSecond, secondsLeft }: NonNullable<StatusReport['detail']>, state?: string): string {
  if (perSecond === 0 || state !== 'sending') return ''
  const left =
    secondsLeft === undefined ? '' : `, ${sayDuration(Temporal.Duration.from({ seconds: secondsLeft }))} left`
  return `  ${sayNumber(perSecond)} deliveries a second over the last minute${left}`
}

function local(instant: string, timezone: string): string {
  return sayMoment(Temporal.Instant.from(instant), timezone)
}
