import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { SteerReport } from '../../actions/editions/steer-edition.ts'
import { count } from '../../config/count.ts'
import { BroadsheetError, failure } from '../../config/problem.ts'
import { type Cli, type CommonOptions, type Publication, runWith, withCommon } from '../cli.ts'
import { sayState } from '../say-state.ts'

const STEPS = {
  approve: 'let an edition go that waits for approval',
  release: 'let an edition go that was held, whatever for, or that waits to be undone',
  pause: 'stop an edition where it is',
  resume: 'go on with a paused edition',
  cancel: 'end an edition: what has not left stays',
} as const

type StepOptions = CommonOptions & { now?: boolean }

/** The commands that take an edition from one state to another. */
export function steerCommands(program: Command, cli: Cli): void {
  for (const [name, description] of Object.entries(STEPS) as [keyof typeof STEPS, string][]) {
    const command = program
      .command(name)
      .description(description)
      .argument('<edition...>', 'as weekly/12, or weekly/12 correction 1')
    if (name === 'approve' || name === 'release')
      command.option('--now', 'without the start_delay in which it can be undone')
    withCommon(command, `broadsheet ${name} weekly/12`).action((edition: string[], options: StepOptions) =>
      steer(cli, options, (publication) => publication[name](edition.join(' '), { now: options.now }), name),
    )
  }
  retryCommand(program, cli)
  settleCommand(program, cli)
}

/** Of two flags the one that was given. @throws BroadsheetError where it is neither, or both */
function oneOf<Flag extends string>(
  options: { [flag in Flag]?: boolean },
  flags: [Flag, Flag],
  sentence: string,
): Flag {
  const [given, ...others] = flags.filter((flag) => options[flag])
  if (given !== undefined && others.length === 0) return given
  const hint = `Either ${flags.map((flag) => `--${flag}`).join(' or ')}.`
  throw new BroadsheetError(failure('edition.step', sentence, { hint }), 2)
}

type RetryOptions = CommonOptions & { failed?: boolean; uncertain?: boolean }

function retryCommand(program: Command, cli: Cli): void {
  const command = program
    .command('retry')
    .description('send again what failed, or what is uncertain, of an edition')
    .argument('<edition...>', 'as weekly/12, or weekly/12 correction 1')
    .option('--failed', 'what servers refused, and what expired')
    .option('--uncertain', 'what may or may not have arrived')
  withCommon(command, 'broadsheet retry weekly/12 --failed').action((edition: string[], options: RetryOptions) =>
    // Not both at once: what failed is safe to send again, what is uncertain may arrive twice.
    steer(
      cli,
      options,
      async (publication) =>
        publication.retry(edition.join(' '), oneOf(options, ['failed', 'uncertain'], 'Say what to retry.')),
      'retry',
    ),
  )
}

type SettleOptions = CommonOptions & { accepted?: boolean; rejected?: boolean; fromLog?: string }

function settleCommand(program: Command, cli: Cli): void {
  const command = program
    .command('settle')
    .description("say what became of an edition's uncertain mails, after a look into the server's log")
    .argument('<edition...>', 'as weekly/12, or weekly/12 correction 1')
    .option('--accepted', 'the server took them')
    .option('--rejected', 'it did not, and they are not to be sent again')
    .option('--from-log <file>', 'those that the log of Postfix or Exim shows as taken')
  withCommon(command, 'broadsheet settle weekly/12 --accepted').action((edition: string[], options: SettleOptions) => {
    const { accepted, rejected, fromLog } = options
    if (fromLog !== undefined && !accepted && !rejected) return settleFromLog(cli, options, edition.join(' '), fromLog)
    return steer(
      cli,
      options,
      async (publication) =>
        publication.settle(edition.join(' '), oneOf(options, ['accepted', 'rejected'], 'Say what became of them.')),
      'settle',
    )
  })
}

function settleFromLog(cli: Cli, options: CommonOptions, name: string, file: string): Promise<void> {
  return runWith(cli, options, async (publication) => {
    const report = await publication.settleFromLog(name, resolve(file))
    const { edition, settled, left } = report
    const taken = `${count(settled, 'mail')} of ${edition} the log shows as taken.`
    const rest = `Of ${count(left, 'other')} it says nothing: broadsheet retry ${edition} --uncertain sends them again.`
    return { report, text: left === 0 ? taken : `${taken} ${rest}` }
  })
}

function steer(
  cli: Cli,
  options: CommonOptions,
  step: (publication: Publication) => Promise<SteerReport>,
  asked: Asked,
): Promise<void> {
  return runWith(cli, options, async (publication) => {
    const report = await step(publication)
    return { report, text: describeStep(report, asked) }
  })
}

type Asked = keyof typeof STEPS | 'retry' | 'settle'

/** Answers what was asked. A step only writes down what is to happen: whoever delivers does it. */
function describeStep({ edition, state, deliveries, stayingOut = {}, waits }: SteerReport, asked: Asked): string {
  const mails = count(deliveries, 'mail')
  if (asked === 'retry') return describeRetry(edition, deliveries, stayingOut)
  if (asked === 'settle')
    return deliveries === 0 ? `Nothing of ${edition} waits for your word.` : `${mails} of ${edition} written down so.`
  if (asked === 'cancel' && deliveries > 0) return `${edition} is cancelled. ${notGot(deliveries)}`
  if (waits) return `${edition} is ${sayState(state)}. ${waits.next.join(' ')}`
  const isGoing = state === 'approved' || state === 'sending'
  return `${edition} is ${sayState(state)}.${isGoing ? ` ${GOES_ON}` : ''}`
}

function describeRetry(edition: string, deliveries: number, stayingOut: Record<string, number>): string {
  const numbers = Object.values(stayingOut)
  const out = numbers.reduce((sum, number) => sum + number, 0)
  const whys = Object.entries(stayingOut).map(([why, number]) =>
    numbers.length === 1 ? STAYS_OUT[why] : `${number} ${STAYS_OUT[why]}`,
  )
  const rest = out > 0 ? ` ${count(out, 'stays out', 'stay out')}: ${whys.join(', ')}.` : ''
  if (deliveries === 0) return `Nothing of ${edition} is to be tried again.${rest}`
  return `${count(deliveries, 'mail')} of ${edition} to try again.${rest} ${GOES_ON}`
}

const STAYS_OUT: Record<string, string> = {
  suppressed: 'suppressed',
  left: 'left',
  paused: 'pause',
  'had-it': 'had its posts by another edition',
  cancelled: 'of a cancelled edition',
}

const GOES_ON = 'A running `serve` sends it, else `broadsheet run --once`.'

/** Who cancels because of a mistake must hear that its posts come again. */
function notGot(deliveries: number): string {
  const people = count(deliveries, 'person has', 'people have')
  return `${people} not got it, and get its posts with the next edition. If they should not: broadsheet adopt --post FILE, for each post.`
}
