import type { Command } from 'commander'
import type { Temporal } from 'temporal-polyfill'
import { sayMoment } from '../../config/say-time.ts'
import type { SubscriberRecord } from '../../deliveries/subscriber-record.ts'
import type { OwnHour } from '../../subscribers/own-hour.ts'
import type { ConsentEvidence } from '../../subscribers/subscriber.ts'
import { type Cli, type CommonOptions, runWith, withCommon } from '../cli.ts'
import { table, withCadence } from '../layout-text.ts'

export function showCommand(group: Command, cli: Cli): void {
  const command = group.command('show').description('all that is known of an address').argument('<address>')
  withCommon(command, 'broadsheet subscribers show mei@example.com').action((address: string, options: CommonOptions) =>
    runWith(cli, options, async (publication) => {
      const report = await publication.showSubscriber(address)
      return { report, text: describeRecord(report, publication.config.site.timezone) }
    }),
  )
}

/** What is true now, then the record, then the mails: each under its heading, where there is any. */
function describeRecord(record: SubscriberRecord, timezone: string): string {
  const said = (moment: Temporal.Instant) => sayMoment(moment, timezone)
  return [present(record, said), history(record, said), mails(record, said), cameBack(record, said)]
    .filter((part) => part !== '')
    .join('\n\n')
}

/** `07:00 in Asia/Taipei`. */
function sayOwnHour({ hour, timezone }: OwnHour): string {
  return `${String(hour).padStart(2, '0')}:00 in ${timezone}`
}

type Said = (moment: Temporal.Instant) => string

function present({ subscriber, subscriptions, suppression, signUps = [] }: SubscriberRecord, said: Said): string {
  const rows: string[][] = []
  if (subscriber) rows.push([subscriber.address, subscriber.name ?? '', `since ${said(subscriber.createdAt)}`])
  if (subscriber?.ownHour) rows.push(['their hour', sayOwnHour(subscriber.ownHour)])
  if (!subscriber) rows.push(['Subscribed to nothing.'])
  if (suppression)
    rows.push(['suppressed', suppression.reason, `since ${said(suppression.at)}`, suppression.note ?? ''])
  for (const { newsletter, cadence, state, stateAt, topics } of subscriptions)
    rows.push([withCadence(newsletter, cadence), state, `since ${said(stateAt)}`, topics.join(', ')])
  for (const { newsletters, at } of signUps)
    rows.push([newsletters.join(', '), 'pending', `since ${said(at)}`, 'not confirmed'])
  return table(rows)
}

/** Consents and suppressions together, as they came. */
function history({ consents, suppressionSteps }: SubscriberRecord, said: Said): string {
  const rows = [
    ...consents.map(({ newsletter, action, at, source, evidence }) => ({
      at,
      cells: [newsletter, action, source, evidenceText(evidence)],
    })),
    ...suppressionSteps.map(({ action, reason, at, source, note = '' }) => ({
      at,
      cells: ['address', action === 'lifted' ? 'unsuppressed' : 'suppressed', source, reason, note],
    })),
  ].sort((a, b) => a.at.epochMilliseconds - b.at.epochMilliseconds)
  if (rows.length === 0) return ''
  return `Record:\n${table(rows.map(({ at, cells }) => [said(at), ...cells]))}`
}

/** `/subscribe, wording 1 in de, from 203.0.113.5` */
function evidenceText({ form, wording, language, network }: ConsentEvidence = {}): string {
  const said = wording !== undefined && `wording ${wording} in ${language ?? '?'}`
  return [form, said, network && `from ${network}`].filter(Boolean).join(', ')
}

function cameBack({ returned = [] }: SubscriberRecord, said: Said): string {
  if (returned.length === 0) return ''
  const rows = returned.map(({ at, edition, kind, action, reason, reply = '' }) => [
    ...[said(at), edition, kind, action === 'delayed' ? `${reason}, delayed` : reason, reply],
  ])
  return `Came back, the newest first:\n${table(rows)}`
}

function mails({ deliveries }: SubscriberRecord, said: Said): string {
  if (deliveries.length === 0) return ''
  const rows = deliveries.map(({ edition, state, stateAt, reply, error, subject, mayHaveComeTwice }) => {
    const answer = reply ? `${reply.code} ${reply.text}` : (error ?? '')
    return [said(stateAt), edition, state, subject, mayHaveComeTwice ? 'may have come twice' : '', answer]
  })
  return `Mails, the newest first:\n${table(rows)}`
}
