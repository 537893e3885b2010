import type { Command } from 'commander'
import { fewLeftOut, leftOutSentence } from '../../actions/editions/left-out.ts'
import type { PreparedSend } from '../../actions/editions/prepare-send.ts'
import type { Started } from '../../actions/editions/start-edition.ts'
import type { ExitCode, Report } from '../../actions/report.ts'
import { count } from '../../config/count.ts'
import { printable } from '../../config/printable.ts'
import { BroadsheetError, failure, type Problem, warning } from '../../config/problem.ts'
import { sayDuration } from '../../config/say-time.ts'
import { serverAddress } from '../../config/server-address.ts'
import type { DeliveryCounts } from '../../deliveries/edition-progress.ts'
import type { EditionState } from '../../editions/edition.ts'
import { type ByWhat, sayByWhat } from '../by-what.ts'
import { type Cli, type CommonOptions, type Publication, runWith, withCommon } from '../cli.ts'
import { describeEndedAtOnce, followSend } from '../follow-send.ts'
import { printProblems, type Shown } from '../run-command.ts'
import { describeSent, isCutShort } from '../sent-text.ts'
import { aboutPictures } from '../test-pictures.ts'
import { describePlan } from './plan.ts'

interface SendOptions extends CommonOptions {
  plan?: string
  post?: string[]
  to?: string[]
  cadence?: string
  yes?: boolean
  now?: boolean
}

export interface SendReport extends Report {
  edition?: string
  state: EditionState
  reason?: string
  deliveries: DeliveryCounts
  /** Mails whose fate was unknown, and that were sent again. */
  mayHaveComeTwice?: number
  /** By what it goes, where there was something to send. */
  transport?: 'smtp' | 'mailbox'
  servers?: string[]
  seconds: number
}

/** What is told of a send beside how it went. */
type FollowedPlan = Pick<PreparedSend['plan'], 'transport' | 'servers' | 'problems'>

export function sendCommand(program: Command, cli: Cli): void {
  const command = program
    .command('send')
    .description('start an edition now and follow it')
    .argument('<newsletter>', 'or with --to an edition, as weekly/12')
    .option('--plan <id>', 'just what this plan says, or nothing')
    .option('--post <files...>', 'these posts, whatever is due')
    .option('--to <addresses...>', 'a test to these addresses, or to "testers": inert links, marks nothing as sent')
    .option('--cadence <name>', 'of a newsletter that has several')
    .option('--now', 'without the start_delay in which it can be undone')
    .option('-y, --yes', 'do not ask')
  withCommon(command, 'broadsheet send weekly --to me@example.com').action((newsletter: string, options: SendOptions) =>
    runWith<Report>(cli, options, (publication) =>
      options.to ? sendTest(publication, newsletter, options) : sendEdition(cli, publication, newsletter, options),
    ),
  )
}

async function sendTest(publication: Publication, newsletter: string, options: SendOptions): Promise<Shown<Report>> {
  const report = await publication.testSend({
    newsletter,
    posts: options.post,
    cadence: options.cadence,
    to: options.to ?? [],
  })
  return {
    report,
    text: [
      `"${printable(report.subject)}": ${count(report.accepted, 'test mail')} accepted ${sayByWhat(byWhatOf(publication))}. Nothing is marked as sent.`,
      ...aboutPictures(report.pictures),
    ].join('\n'),
  }
}

/** A test goes by the first server. */
function byWhatOf({ config }: Publication): ByWhat {
  const servers = config.smtp.slice(0, 1).map((server) => serverAddress(server, config.dir))
  return { transport: config.smtp[0]?.kind === 'mailbox' ? 'mailbox' : 'smtp', servers }
}

async function sendEdition(
  cli: Cli,
  publication: Publication,
  newsletter: string,
  options: SendOptions,
): Promise<Shown<SendReport>> {
  const { plan: planId, post: posts, cadence } = options
  const prepared = await publication.prepareSend({ newsletter, planId, posts, cadence })
  if (options.json) return startAndFollow(cli, publication, prepared, options)
  // What is wrong with a post is told while it can still be put right.
  printProblems(cli.terminal, prepared.plan.problems)
  return withoutTold(await startAndFollow(cli, publication, prepared, options), prepared.plan.problems)
}

function withoutTold({ report, text, exitCode }: Shown<SendReport>, told: Problem[]): Shown<SendReport> {
  const problems = report.problems.filter((problem) => !told.includes(problem))
  const isFaulty = report.problems.some(({ severity }) => severity === 'error')
  return { report: { ...report, problems }, text, exitCode: exitCode ?? (isFaulty ? 1 : 0) }
}

async function startAndFollow(
  cli: Cli,
  publication: Publication,
  prepared: PreparedSend,
  { yes, json, now }: SendOptions,
): Promise<Shown<SendReport>> {
  const { newsletter } = prepared.plan
  const seen = yes ? false : await ask(cli, prepared, json)
  const problems = [...prepared.plan.problems, ...(yes ? leftOutOf(prepared) : [])]
  if (seen === 'no') return nothing('cancelled', 'Nothing was sent.')
  if (seen === 'stopped') return { ...nothing('cancelled', 'Nothing was sent.'), exitCode: 1 }
  // From here on there is an edition, and whoever stops this must hear of it.
  let edition: string | undefined
  const interrupted = cli.onInterrupt(() => {
    if (edition) cli.terminal.err(describeEndedAtOnce(edition, publication.config))
  })
  const started = await prepared.start(seen, { now })
  if (started.outcome === 'skipped') return skipped(started, newsletter, prepared.plan.problems)
  if (started.outcome === 'under-way') cli.terminal.err(`${started.edition} is on its way: going on with it.`)
  else if (started.outcome !== 'made') throw raced(newsletter)
  else if (started.state === 'held') return held(started, problems)
  else if (started.state === 'planned' && !json) cli.terminal.err(waiting(started, publication.config))
  edition = started.edition
  return follow(cli, publication, started, { json, interrupted, plan: { ...prepared.plan, problems } })
}

/** Else somebody who sees nothing happen for half an hour takes it for a fault. */
function waiting(
  { edition, because }: { edition: string; because: string[] },
  { content }: Publication['config'],
): string {
  return `${edition} waits, at most ${sayDuration(content.liveWait)}. ${because.map(printable).join(' ')} To send without waiting: broadsheet release ${edition}.`
}

/** Who is asked sees them above the question. */
function leftOutOf({ plan }: PreparedSend): Problem[] {
  const { told, rest } = fewLeftOut(plan.leftOut)
  return [
    ...told.map(({ file, sentence }) => warning('post.left-out', sentence, { file })),
    ...rest.map((sentence) => warning('post.left-out', sentence)),
  ]
}

/** `true`: the operator saw the plan and said yes; `stopped`: pressed Ctrl-C. */
async function ask(cli: Cli, { plan }: PreparedSend, json: boolean | undefined): Promise<true | 'no' | 'stopped'> {
  if (plan.recipientCount === 0) return true
  if (!cli.terminal.isInteractive || json)
    throw new BroadsheetError(
      failure('send.question', 'There is nobody here to ask whether to send this.', {
        hint: 'Pass --yes, or look first: broadsheet plan.',
      }),
      2,
    )
  cli.terminal.err(describePlan(plan))
  const answer = await cli.terminal.confirm(askWhether(plan))
  return answer === undefined ? 'stopped' : answer || 'no'
}

/** The last moment to see that the server is not the one that was meant. */
function askWhether(plan: PreparedSend['plan']): string {
  const people = count(plan.recipientCount, 'person', 'people')
  return plan.transport === 'mailbox'
    ? `Put it ${sayByWhat(plan)}, for ${people}?`
    : `Send it to ${people} ${sayByWhat(plan)}?`
}

export async function follow(
  cli: Cli,
  publication: Publication,
  started: { id: number; edition: string },
  { json, interrupted, plan }: { json: boolean | undefined; interrupted: AbortSignal; plan: FollowedPlan },
): Promise<Shown<SendReport>> {
  const { edition } = started
  const { followed, told, problems: givenUp } = await followSend(cli, publication, started, { interrupted, json })
  const end = {
    edition,
    followed,
    told,
    isInterrupted: interrupted.aborted,
    deliverer: interrupted.aborted ? await publication.deliverer() : undefined,
  }
  const { state, reason } = followed.edition
  const report = {
    edition,
    state,
    reason,
    deliveries: followed.counts,
    mayHaveComeTwice: followed.mayHaveComeTwice,
    transport: plan.transport,
    servers: plan.servers,
    seconds: Math.round(followed.seconds * 10) / 10,
    problems: [...plan.problems, ...givenUp],
  }
  const waitsForOperator = state === 'held' || (state === 'paused' && reason === 'rejections')
  const exitCode: ExitCode | undefined = waitsForOperator ? 3 : isCutShort(end) ? 1 : undefined
  return { report, text: describeSent(end, sayByWhat(plan)), exitCode }
}

function held(
  { edition, reason, because }: { edition: string; reason?: string; because: string[] },
  problems: Problem[],
): Shown<SendReport> {
  const holds = because.map((sentence) =>
    failure('edition.held', `${edition} is held: ${sentence}`, {
      hint: `Let it go with: broadsheet release ${edition}.`,
    }),
  )
  const report = {
    edition,
    state: 'held' as const,
    reason,
    deliveries: {},
    seconds: 0,
    problems: [...problems, ...holds],
  }
  return { report, text: '', exitCode: 3 }
}

function nothing(state: 'skipped' | 'cancelled', text: string, problems: Problem[] = []): Shown<SendReport> {
  return { report: { state, reason: text, deliveries: {}, seconds: 0, problems }, text, exitCode: 0 }
}

/** New posts that wait for the operator are a hold of their own. */
function skipped(
  { because, leftOut }: Extract<Started, { outcome: 'skipped' }>,
  newsletter: string,
  problems: Problem[],
): Shown<SendReport> {
  const { told, rest } = fewLeftOut(leftOut)
  const waiting = [
    ...told.map((left) => failure('post.left-out', leftOutSentence(left, newsletter), { file: left.post.file })),
    ...rest.map((sentence) => failure('post.left-out', sentence)),
  ]
  const shown = nothing('skipped', because.join(' '), [...problems, ...waiting])
  return waiting.length > 0 ? { ...shown, exitCode: 3 } : shown
}

function raced(newsletter: string): BroadsheetError {
  return new BroadsheetError(
    failure('edition.step', `Another edition of ${newsletter} began at this moment.`, { hint: 'Try again.' }),
  )
}
