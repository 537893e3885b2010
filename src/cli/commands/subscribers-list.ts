import { type Command, InvalidArgumentError } from 'commander'
import type { ListReport, ListState } from '../../actions/subscribers/known-subscribers.ts'
import { count } from '../../config/count.ts'
import { sayNumber } from '../../config/say-number.ts'
import { sayMoment } from '../../config/say-time.ts'
import { SUBSCRIPTION_STATES } from '../../subscribers/subscriber.ts'
import { type Cli, type CommonOptions, runWith, withCommon } from '../cli.ts'
import { table, withCadence } from '../layout-text.ts'

interface ListOptions extends CommonOptions {
  newsletter?: string
  state?: ListState
  limit: number
  after?: string
}

export function listCommand(group: Command, cli: Cli): void {
  const command = group
    .command('list')
    .description('list subscriptions, in the order they came; or suppressed addresses')
    .option('--newsletter <id>', 'which one, where there are several')
    .option('--state <state>', 'active, pending, paused, by-feed, unsubscribed or suppressed', state)
    .option('--limit <n>', 'how many', whole, 100)
    .option('--after <id>', 'those after this one; of suppressed ones, after this address')
  withCommon(command, 'broadsheet subscribers list --state active').action((options: ListOptions) =>
    runWith(cli, options, async (publication) => {
      const report = await publication.listSubscribers(options)
      return { report, text: describeList(report, options, publication.config.site.timezone) }
    }),
  )
}

function describeList(report: ListReport, { state, limit }: ListOptions, timezone: string): string {
  const { subscribers, total, suppressedStrangers } = report
  const what = state === 'suppressed' ? 'suppressed address' : 'subscription'
  const many = state === 'suppressed' ? 'suppressed addresses' : 'subscriptions'
  const shown = subscribers.length < total ? `${sayNumber(subscribers.length)} of ` : ''
  const last = subscribers.at(-1)
  const rest = last && subscribers.length === limit && subscribers.length < total ? ` ${moreOf(last)}` : ''
  const lines = [`${shown}${count(total, what, many)}.${rest}`]
  if (state !== 'suppressed' && suppressedStrangers > 0)
    lines.push(
      `Suppressed besides, and subscribed to nothing: ${suppressedStrangers}. See them with: --state suppressed.`,
    )
  if (subscribers.length === 0 && total === 0) return ['Nobody.', ...lines.slice(1)].join('\n')
  return [table([headings(state), ...subscribers.map((one) => cells(one, timezone))]), '', ...lines].join('\n')
}

type Listed = ListReport['subscribers'][number]

function moreOf(last: Listed): string {
  return `For more: --after ${'id' in last ? last.id : last.address}`
}

function headings(state: ListState | undefined): string[] {
  return state === 'suppressed'
    ? ['address', 'name', 'why', 'since', 'note']
    : ['id', 'address', 'name', 'newsletter', 'state', 'since']
}

function cells(one: Listed, timezone: string): string[] {
  if (!('id' in one)) {
    const { address, name = '', suppressed, suppressedAt, note = '' } = one
    return [address, name, suppressed, sayMoment(suppressedAt, timezone), note]
  }
  const { id, address, name = '', newsletter, cadence, state, suppressed, since } = one
  const standing = suppressed ? `${state}, suppressed: ${suppressed}` : state
  return [String(id), address, name, withCadence(newsletter, cadence), standing, sayMoment(since, timezone)]
}

function whole(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Write a whole number.')
}

const STATES: ListState[] = [...SUBSCRIPTION_STATES, 'suppressed']

function state(text: string): ListState {
  const known = STATES.find((candidate) => candidate === text)
  if (known) return known
  throw new InvalidArgumentError(`It is ${SUBSCRIPTION_STATES.join(', ')} or suppressed.`)
}
