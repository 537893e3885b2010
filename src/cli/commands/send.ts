import type { Command } from 'commander'
import type { Followed } from '../../actions/delivery/follow-edition.ts'
import type { PreparedSend } from '../../actions/editions/prepare-send.ts'
import type { ExitCode, Report } from '../../actions/report.ts'
import { printable } from '../../config/printable.ts'
import { BroadsheetError, failure, type Problem } from '../../config/problem.ts'
import type { DeliveryCounts } from '../../deliveries/edition-progress.ts'
import type { EditionState } from '../../editions/edition.ts'
import { type Cli, type CommonOptions, type Publication, runWith, withCommon } from '../cli.ts'
import { count } from '../layout-text.ts'
import type { Shown } from '../run-command.ts'
import { describePlan } from './plan.ts'

interface SendOptions extends CommonOptions {
  plan?: string
  post?: string[]
  to?: string[]
  cadence?: string
  yes?: boolean
}

export interface SendReport extends Report {
  edition?: string
  state: EditionState
  reason?: string
  deliveries: DeliveryCounts
  seconds: number
}

export function sendCommand(program: Command, cli: Cli): void {
  const command = program
    .command('send')
    .description('start an edition now and follow it')
    .argument('<newsletter>')
    .option('--plan <id>', 'just what this plan says, or nothing')
    .option('--post <files...>', 'these posts, whatever is due')
    .option('--to <addresses...>', 'a test to these addresses: inert links, marks nothing as sent')
    .option('--cadence <name>', 'of a newsletter that has several')
    .option('-y, --yes', 'do not ask')
  withCommon(command, 'npx broadsheet send weekly --to me@example.com').action(
    (newsletter: string, options: SendOptions) =>
      runWith<Report>(cli, options, (publication) =>
        options.to ? sendTest(publication, newsletter, options) : sendEdition(cli, publication, newsletter, options),
      ),
  )
}

async function sendTest(publication: Publication, newsletter: string, options: SendOptions): Promise<Shown<Report>> {
  const report = await publication.testSend({ newsletter, posts: options.post, to: options.to ?? [] })
  return {
    report,
    text: `"${printable(report.subject)}": ${count(report.accepted, 'test mail')} accepted. Nothing is marked as sent.`,
  }
}

async function sendEdition(
  cli: Cli,
  publication: Publication,
  newsletter: string,
  { plan, post, cadence, yes, json }: SendOptions,
): Promise<Shown<SendReport>> {
  const prepared = await publication.prepareSend({ newsletter, planId: plan, posts: post, cadence })
  const seen = yes ? false : await ask(cli, prepared, json)
  if (seen === 'no') return nothing('cancelled', 'Nothing was sent.')
  const started = await prepared.start(seen)
  if (started.outcome === 'skipped') return nothing('skipped', started.because.join(' '), prepared.plan.problems)
  if (started.outcome === 'under-way') cli.terminal.err(`${started.edition} is on its way: going on with it.`)
  else if (started.outcome !== 'made') throw raced(newsletter)
  else if (started.state === 'held') return held(started, prepared.plan.problems)
  else if (started.state === 'planned' && !json) cli.terminal.err(waiting(started.edition, publication.config))
  return follow(cli, publication, started, json, prepared.plan.problems)
}

/** Else somebody who sees nothing happen for half an hour takes it for a fault. */
function waiting(edition: string, { content }: Publication['config']): string {
  const minutes = Math.round(content.liveWait.total('minutes'))
  return `${edition} waits for its posts' pages to answer, at most ${minutes} min. To send without waiting: broadsheet release ${edition}.`
}

/** `true`: the operator saw the plan and said yes. */
async function ask(cli: Cli, { plan }: PreparedSend, json: boolean | undefined): Promise<true | 'no'> {
  if (plan.recipientCount === 0) return true
  if (!cli.terminal.isInteractive || json)
    throw new BroadsheetError(
      failure('send.question', 'There is nobody here to ask whether to send this.', {
        hint: 'Say --yes, or look first: broadsheet plan.',
      }),
      2,
    )
  cli.terminal.err(describePlan(plan))
  return (await cli.terminal.confirm(`Send it to ${count(plan.recipientCount, 'person', 'people')}?`)) || 'no'
}

async function follow(
  cli: Cli,
  publication: Publication,
  { id, edition }: { id: number; edition: string },
  json: boolean | undefined,
  problems: Problem[],
): Promise<Shown<SendReport>> {
  const interrupted = cli.heedInterruption()
  const troubles: string[] = []
  const givenUp = new AbortController()
  const stop = AbortSignal.any([givenUp.signal, interrupted])
  const { showProgress } = await import('../progress.ts')
  const progress = showProgress(cli.terminal, edition, json)
  const onTrouble = (sentence: string) => {
    troubles.push(sentence)
    progress.say(sentence)
    if (troubles.length >= PATIENCE) givenUp.abort()
  }
  let done = 0
  const onProgress = (state: Followed) => {
    if (state.progress.done > done) troubles.length = 0
    done = state.progress.done
    progress.show(state)
  }
  const { seconds } = await publication.whileDelivering(onTrouble, () => publication.follow(id, stop, onProgress))
  progress.end()
  // When the delivery has ended: what was on its way a moment before has its outcome now.
  const followed = await publication.follow(id, AbortSignal.abort(), () => {})
  return summary(edition, { ...followed, seconds }, [...problems, ...giveUp(troubles, edition)], interrupted.aborted)
}

/** So many troubles of the server in a row, with growing waits, take about 15 seconds. */
const PATIENCE = 5

function giveUp(troubles: string[], edition: string): Problem[] {
  const last = troubles.at(-1)
  if (troubles.length < PATIENCE || !last) return []
  return [
    failure('delivery.trouble', last, {
      hint: `${edition} stays open: \`broadsheet run --once\` or \`serve\` goes on with it once the server answers.`,
    }),
  ]
}

function summary(edition: string, followed: Followed, problems: Problem[], interrupted: boolean): Shown<SendReport> {
  const { state, reason } = followed.edition
  const seconds = Math.round(followed.seconds * 10) / 10
  const report = { edition, state, reason, deliveries: followed.counts, seconds, problems }
  const exitCode: ExitCode | undefined = state === 'held' ? 3 : interrupted ? 1 : undefined
  return {
    report,
    text: [`${describeEnd(edition, followed)}; ${seconds} s.`, ...nextSteps(edition, state, interrupted)].join('\n'),
    exitCode,
  }
}

/** `weekly/12 is sent: 3 accepted` */
function describeEnd(edition: string, { edition: { state, reason }, counts }: Followed): string {
  const numbers = Object.entries(counts).map(([name, number]) => `${number} ${name}`)
  const why = reason ? ` (${printable(reason)})` : ''
  return `${edition} is ${state}${why}${numbers.length > 0 ? `: ${numbers.join(', ')}` : ''}`
}

/** What an edition needs that is not done. */
function nextSteps(edition: string, state: EditionState, interrupted: boolean): string[] {
  if (state === 'held') return [`Let it go with: broadsheet release ${edition}.`]
  if (state === 'paused') return [`Go on with: broadsheet resume ${edition}.`]
  const isOpen = state === 'settling' || (interrupted && state !== 'sent' && state !== 'cancelled')
  return isOpen ? ['`broadsheet serve` or `broadsheet run --once` goes on with it.'] : []
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

function raced(newsletter: string): BroadsheetError {
  return new BroadsheetError(
    failure('edition.step', `Another edition of ${newsletter} began at this moment.`, { hint: 'Try again.' }),
  )
}
