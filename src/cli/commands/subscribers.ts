import type { Command } from 'commander'
import { InvalidArgumentError } from 'commander'
import type { Temporal } from 'temporal-polyfill'
import type { Report } from '../../actions/report.ts'
import type { SubscriberRecord } from '../../actions/subscribers/known-subscribers.ts'
import { sayMoment } from '../../config/say-time.ts'
import type { SubscriptionState } from '../../subscribers/subscriber.ts'
import { type Cli, type CommonOptions, runWith, withCommon, withConfig } from '../cli.ts'
import { count, table, withCadence } from '../layout-text.ts'

interface NewsletterOptions extends CommonOptions {
  newsletter?: string
  cadence?: string
}

export function subscribersCommands(program: Command, cli: Cli): void {
  const group = program
    .command('subscribers')
    .description('who gets what: add, list, show, import, export, remove, suppress')
    .addHelpText('after', '\nExample:\n  $ npx broadsheet subscribers list')
  addCommand(group, cli)
  listCommand(group, cli)
  showCommand(group, cli)
  importCommand(group, cli)
  exportCommand(group, cli)
  removeCommand(group, cli)
  suppressCommand(group, cli)
}

interface AddOptions extends NewsletterOptions {
  name?: string
  topics?: string[]
}

function addCommand(group: Command, cli: Cli): void {
  const command = newsletterOptions(group.command('add').description('subscribe an address').argument('<address>'))
    .option('--name <name>', 'of the person')
    .option('--topics <tags...>', 'only posts with one of these tags')
  withCommon(command, 'npx broadsheet subscribers add mei@example.com --newsletter weekly').action(
    (address: string, options: AddOptions) =>
      runWith(cli, options, async (publication) => {
        const report = await publication.addSubscriber({ address, ...options })
        return {
          report,
          text: OUTCOMES[report.outcome](report.newsletter),
          exitCode: report.outcome === 'suppressed' ? 1 : 0,
        }
      }),
  )
}

const OUTCOMES = {
  added: (newsletter: string) => `Subscribed to ${newsletter}: what is published from now on is sent.`,
  already: (newsletter: string) => `Subscribed to ${newsletter} already.`,
  returned: (newsletter: string) => `Subscribed to ${newsletter} again.`,
  suppressed: () => 'Not subscribed: the address is suppressed.',
}

interface ListOptions extends NewsletterOptions {
  state?: SubscriptionState
  limit: number
  after?: number
}

function listCommand(group: Command, cli: Cli): void {
  const command = newsletterOptions(group.command('list').description('list subscriptions, in the order they came'))
    .option('--state <state>', 'active, pending or unsubscribed', state)
    .option('--limit <n>', 'how many', whole, 100)
    .option('--after <id>', 'those after this one', whole)
  withCommon(command, 'npx broadsheet subscribers list --state active').action((options: ListOptions) =>
    runWith(cli, options, async (publication) => {
      const report = await publication.listSubscribers(options)
      const rows = report.subscribers.map(({ id, address, newsletter, cadence, state, suppressed }) => [
        String(id),
        address,
        withCadence(newsletter, cadence),
        suppressed ? `suppressed: ${suppressed}` : state,
      ])
      return { report, text: rows.length > 0 ? table(rows) : 'Nobody.' }
    }),
  )
}

function showCommand(group: Command, cli: Cli): void {
  const command = group.command('show').description('all that is known of an address').argument('<address>')
  withCommon(command, 'npx broadsheet subscribers show mei@example.com').action(
    (address: string, options: CommonOptions) =>
      runWith(cli, options, async (publication) => {
        const report = await publication.showSubscriber(address)
        return { report, text: describeRecord(report, publication.config.site.timezone) }
      }),
  )
}

function describeRecord(
  { subscriber, subscriptions, suppression, consents, deliveries }: SubscriberRecord,
  timezone: string,
): string {
  const said = (moment: Temporal.Instant) => sayMoment(moment, timezone)
  const lines: string[][] = []
  if (subscriber) lines.push([subscriber.address, subscriber.name ?? '', `since ${said(subscriber.createdAt)}`])
  if (suppression) lines.push(['suppressed', suppression.reason, said(suppression.at), suppression.note ?? ''])
  for (const { newsletter, cadence, state, stateAt } of subscriptions)
    lines.push([withCadence(newsletter, cadence), state, said(stateAt)])
  for (const { newsletter, action, at, source } of consents) lines.push([newsletter, action, said(at), source])
  for (const { edition, state, stateAt, reply, error, subject } of deliveries) {
    const answer = reply ? `${reply.code} ${reply.text}` : (error ?? '')
    lines.push([edition, state, said(stateAt), subject, answer])
  }
  return table(lines)
}

function importCommand(group: Command, cli: Cli): void {
  const command = newsletterOptions(
    group.command('import').description('take over a list: CSV, or one address a line').argument('<file>'),
  )
  withCommon(command, 'npx broadsheet subscribers import list.csv --newsletter weekly').action(
    (file: string, options: NewsletterOptions) =>
      runWith(cli, options, async (publication) => {
        const report = await publication.importSubscribers({ file, ...options })
        const rows = [
          [String(report.added), 'added'],
          [String(report.already), 'known already'],
          [String(report.unsubscribed), 'written down as unsubscribed'],
          [String(report.newlySuppressed), 'written down as suppressed'],
          [String(report.left), 'left out: they had left before'],
          [String(report.suppressed), 'left out: suppressed'],
          [String(report.duplicates), 'twice in the file'],
          [String(report.unreadable), 'could not be read'],
        ]
        return { report, text: table(rows.filter(([number]) => number !== '0')) || 'Nothing to import.' }
      }),
  )
}

function exportCommand(group: Command, cli: Cli): void {
  const command = newsletterOptions(group.command('export').description('print all subscriptions as CSV'))
  withConfig(command, 'npx broadsheet subscribers export > list.csv').action((options: NewsletterOptions) =>
    runWith(cli, options, async (publication): Promise<{ report: Report; text: string }> => {
      for await (const piece of publication.exportSubscribers(options)) cli.terminal.write(piece)
      return { report: { problems: [] }, text: '' }
    }),
  )
}

function removeCommand(group: Command, cli: Cli): void {
  const command = newsletterOptions(
    group.command('remove').description('end the subscriptions of an address').argument('<address>'),
  )
  withCommon(command, 'npx broadsheet subscribers remove mei@example.com').action(
    (address: string, options: NewsletterOptions) =>
      runWith(cli, options, async (publication) => {
        const report = await publication.removeSubscriber({ address, newsletter: options.newsletter })
        return { report, text: `${count(report.removed, 'subscription')} ended.` }
      }),
  )
}

function suppressCommand(group: Command, cli: Cli): void {
  const command = group
    .command('suppress')
    .description('never mail an address again, whoever imports it')
    .argument('<address>')
    .option('--note <text>', 'why')
  withCommon(command, 'npx broadsheet subscribers suppress mei@example.com --note "asked by phone"').action(
    (address: string, options: CommonOptions & { note?: string }) =>
      runWith(cli, options, async (publication) => {
        const report = await publication.suppressAddress({ address, note: options.note })
        return { report, text: report.outcome === 'already' ? 'Suppressed already.' : 'Suppressed.' }
      }),
  )
}

function newsletterOptions(command: Command): Command {
  return command
    .option('--newsletter <id>', 'which one, where there are several')
    .option('--cadence <name>', 'of a newsletter that has several')
}

function whole(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Write a whole number.')
}

function state(text: string): SubscriptionState {
  if (text === 'active' || text === 'pending' || text === 'unsubscribed') return text
  throw new InvalidArgumentError('It is active, pending or unsubscribed.')
}
