import { stringify } from 'csv-stringify/sync'
import type { Temporal } from 'temporal-polyfill'
import { escapeFormula } from './formula-escape.ts'
import { writeConsents } from './import/consents-text.ts'
import { writeSuppressionSteps } from './import/suppression-text.ts'
import { writeTopics } from './import/topics-text.ts'
import { instantText } from './instant-text.ts'
import type { OwnHour } from './own-hour.ts'
import { cleanName, cleanNote } from './person-name.ts'
import type { SubscriptionState, SuppressionReason, SuppressionStep, WrittenConsent } from './subscriber.ts'

/** One subscription; or an address that is suppressed and subscribed to nothing. */
export interface ExportRow {
  address: string
  name?: string
  createdAt?: Temporal.Instant
  /** In which they are spoken to. */
  language?: string
  ownHour?: OwnHour
  subscription?: {
    newsletter: string
    cadence: string
    topics: string[]
    state: SubscriptionState
    stateAt: Temporal.Instant
    since: Temporal.Instant
    pausedUntil?: Temporal.Instant
    /** What became new after this is in its private feed. */
    feedSince?: Temporal.Instant
    consents: WrittenConsent[]
  }
  suppression?: { reason: SuppressionReason; at: Temporal.Instant; note?: string }
  /** How the address was suppressed and mailed again. */
  suppressionSteps?: SuppressionStep[]
}

/**
 * `status` is for other programs: `suppressed` whatever the subscription's own `state` is. The rest is what our import
 * needs to make the same subscription again.
 */
const COLUMNS = [
  'email',
  'name',
  'status',
  'created',
  'language',
  'newsletter',
  'cadence',
  'topics',
  'since',
  'state',
  'state_at',
  'paused_until',
  'feed_since',
  'suppression',
  'suppressed_at',
  'suppression_note',
  'suppression_record',
  'consents',
  'own_hour',
  'timezone',
]

/**
 * Subscribers as CSV (RFC 4180, UTF-8), which our import reads back the same. A name comes from a stranger and the file
 * goes into a spreadsheet, so what would be a formula there gets an apostrophe before it.
 */
export function writeSubscribersCsv(rows: Iterable<ExportRow>, { header = true } = {}): string {
  const records = Array.from(rows, (row) => cellsOf(row).map(escapeFormula))
  return stringify(header ? [COLUMNS, ...records] : records)
}

/** In the order of the columns; what there is nothing of is empty. */
function cellsOf({ address, name, createdAt, language, ownHour, subscription, ...row }: ExportRow): string[] {
  const { suppression, suppressionSteps = [] } = row
  const cells = [
    address,
    cleanName(name),
    suppression ? 'suppressed' : (subscription?.state ?? 'suppressed'),
    createdAt,
    language,
    subscription?.newsletter,
    subscription?.cadence,
    subscription && writeTopics(subscription.topics),
    subscription?.since,
    subscription?.state,
    subscription?.stateAt,
    subscription?.pausedUntil,
    subscription?.feedSince,
    suppression?.reason,
    suppression?.at,
    cleanNote(suppression?.note),
    writeSuppressionSteps(suppressionSteps),
    subscription && writeConsents(subscription.consents),
    ownHour?.hour.toString(),
    ownHour?.timezone,
  ]
  return cells.map((cell) => (typeof cell === 'object' ? instantText(cell) : (cell ?? '')))
}
