import type { Selectable } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import { type Edition, editionName } from '../editions/edition.ts'
import type { EditionIntent } from '../editions/edition-intent.ts'
import type { NewHeaders } from '../editions/new-edition.ts'
import type { EditionHeaders } from '../editions/variant.ts'
import { instantOf, optionalInstant } from './instants.ts'
import type { EditionsTable } from './tables.ts'
import type { Db } from './transaction.ts'

/** An edition as the store keeps it. */
export interface StoredEdition extends Edition {
  approvedAt?: Temporal.Instant
  /** Undefined for one of an older version. */
  intent?: EditionIntent
  /** When the operator was told of what holds it. */
  toldAt?: Temporal.Instant
  /** Undefined for a skipped one, and for one whose mail could not be made. */
  headers?: EditionHeaders
}

type EditionRow = Selectable<EditionsTable> & { post_count: number }

/** Editions with the number of their posts; filter and order as needed. */
export function selectEditions(db: Db) {
  return db
    .selectFrom('editions')
    .selectAll('editions')
    .select((eb) =>
      eb
        .selectFrom('edition_posts')
        .whereRef('edition_posts.edition_id', '=', 'editions.id')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .$asScalar()
        .$notNull()
        .as('post_count'),
    )
}

export function editionOf(row: EditionRow): StoredEdition {
  const { newsletter_id, number, trial, correction } = row
  const name = {
    newsletter: newsletter_id,
    number: number ?? undefined,
    trial: trial ?? undefined,
    correction: correction ?? undefined,
  }
  return {
    id: row.id,
    ...name,
    cadence: row.cadence,
    dueAt: optionalInstant(row.due_at),
    state: row.state,
    reason: row.reason ?? undefined,
    stateAt: instantOf(row.state_at),
    createdAt: instantOf(row.created_at),
    approvedAt: optionalInstant(row.approved_at),
    transport: row.transport,
    intent: intentOf(row),
    planId: row.plan_id ?? undefined,
    startsAt: optionalInstant(row.starts_at),
    subject: row.subject,
    postCount: row.post_count,
    birth: row.birth ?? undefined,
    because: row.why === null ? undefined : (JSON.parse(row.why) as string[]),
    recipientCount: row.recipient_count ?? undefined,
    toldAt: optionalInstant(row.told_at),
    candidateCount: row.candidate_count ?? undefined,
    headers: row.headers === null ? undefined : readHeaders(row.headers, editionName(name)),
  }
}

export function intentColumns({ configFile, settings, settingsHash, version }: EditionIntent) {
  return {
    config_file: configFile,
    settings: JSON.stringify(settings),
    settings_hash: settingsHash,
    program_version: version,
  }
}

function intentOf({ config_file, settings, settings_hash, program_version }: EditionRow): EditionIntent | undefined {
  if (config_file === null || settings === null || settings_hash === null || program_version === null) return undefined
  return {
    configFile: config_file,
    settings: JSON.parse(settings) as EditionIntent['settings'],
    settingsHash: settings_hash,
    version: program_version,
  }
}

export function headersText(headers: NewHeaders): string {
  return JSON.stringify({ ...headers, date: headers.date.toString() })
}

function readHeaders(text: string, edition: string): EditionHeaders {
  const kept = JSON.parse(text) as Omit<NewHeaders, 'date'> & { date: string }
  return { ...kept, edition, date: Temporal.Instant.from(kept.date) }
}
