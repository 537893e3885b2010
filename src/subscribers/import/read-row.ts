import { failure, type Problem } from '../../config/problem.ts'
import { parseAddress } from '../address.ts'
import { unescapeFormula } from '../formula-escape.ts'
import { parseOwnHour } from '../own-hour.ts'
import { cleanName, cleanNote } from '../person-name.ts'
import { SUPPRESSION_REASONS } from '../subscriber.ts'
import { FIRST_STATES } from '../subscription-states.ts'
import type { Column } from './columns.ts'
import type { Field } from './columns-known.ts'
import { type OriginColumns, readOrigin } from './consent-origin.ts'
import { readConsents } from './consents-text.ts'
import type { CsvRow } from './csv-rows.ts'
import { type ImportRow, importStatus, type StoredSubscription } from './import-row.ts'
import { type DayOrder, readInstant } from './read-instant.ts'
import { type Said, stricter, suppressionOf } from './said.ts'
import { readSuppressionSteps } from './suppression-text.ts'
import { isTooWide, type Meanings, readMeant, type UsedSignal } from './survey.ts'
import { readTopics } from './topics-text.ts'
import { isNothing } from './yes-or-no.ts'

/** How the rows of a list are read, once it has been surveyed. */
export interface ReadingPlan {
  columns: Column[]
  /** Where each field stands. */
  fields: ReadonlyMap<Field, number>
  origins: OriginColumns
  signals: UsedSignal[]
  meanings: Meanings
  dayOrder: DayOrder
  /** What the operator says of all that are in the list. */
  as?: Said
  /** Are newsletter and cadence the list's own to say? */
  namesNewsletter: boolean
  namesCadence: boolean
}

export type ReadRow =
  | { row: ImportRow; hasBadDate: boolean }
  /** Never confirmed elsewhere: must not be mailed, and has not left either. */
  | { pending: true; line: number; address: string; key: string; newsletter?: string }
  /** `address`: as the list has it. */
  | { problem: Problem; address: string }

/** A row → what it says; without a usable address only the problem. */
export function readRow({ line, cells }: CsvRow, plan: ReadingPlan): ReadRow {
  const { fields } = plan
  const cell = (field: Field) => unescapeFormula(cells[fields.get(field) ?? -1] ?? '')
  const written = cell('email')
  if (isTooWide(cells, plan.columns)) return { problem: tooWide(line), address: written }
  const parsed = parseAddress(written)
  if ('code' in parsed) return { problem: { ...parsed, line }, address: written }
  const kept = fields.has('consents') ? storedSubscription(cell, cells, plan) : undefined
  const said = saidOf(cells, plan, kept) ?? 'active'
  const newsletter = plan.namesNewsletter ? cell('newsletter') || undefined : undefined
  if (said === 'pending') return { pending: true, line, address: parsed.address, key: parsed.key, newsletter }
  const created = cell('created')
  const createdAt = readInstant(created, plan.dayOrder)
  const name = cleanName(cell('name')) ?? cleanName(`${cell('first-name')} ${cell('last-name')}`) ?? parsed.name
  // Of one shape, whatever it holds: a million that are put together each in its own way take three times the memory.
  const row: ImportRow = {
    line,
    address: parsed.address,
    key: parsed.key,
    name,
    status: importStatus(said),
    suppression: suppressionIn(said, cell),
    createdAt,
    origin: readOrigin(cells, plan.origins, plan.dayOrder),
    newsletter,
    cadence: (plan.namesCadence && cell('cadence')) || undefined,
    topics: fields.has('topics') ? readTopics(cell('topics')) : undefined,
    language: (fields.has('language') && locale(cell('language'))) || undefined,
    ownHour: fields.has('own-hour') ? parseOwnHour(cell('own-hour'), cell('timezone')) : undefined,
    suppressionSteps: fields.has('suppression-record') ? readSuppressionSteps(cell('suppression-record')) : undefined,
    kept,
  }
  return { row, hasBadDate: !createdAt && !isNothing(created) }
}

/** A plain list's cell is an address, and nothing more is said. */
export function readPlainCell(cell: string, line: number, as: Said | undefined): ReadRow {
  const written = unescapeFormula(cell)
  const parsed = parseAddress(written)
  if ('code' in parsed) return { problem: { ...parsed, line }, address: written }
  const said = as ?? 'active'
  if (said === 'pending') return { pending: true, line, address: parsed.address, key: parsed.key }
  const row = { line, ...parsed, status: importStatus(said), suppression: suppressionIn(said, () => '') }
  return { row, hasBadDate: false }
}

/** The strictest of what its columns say: beehiiv's `active` may stand beside `unsubscribed_at`. */
function saidOf(
  cells: string[],
  { signals, meanings, as }: ReadingPlan,
  kept: StoredSubscription | undefined,
): Said | undefined {
  let strictest = as
  for (const { index, signal } of signals) {
    const said = readMeant(signal, cells[index] ?? '', meanings)
    if (said !== 'silent' && said !== 'unknown') strictest = stricter(strictest, said)
  }
  // Who pauses here, or reads by feed, confirmed long ago.
  return strictest === 'pending' && (kept?.state === 'paused' || kept?.state === 'by-feed') ? 'active' : strictest
}

/** Our own export names the reason, another's word stands for one. */
function suppressionIn(said: Said, cell: (field: Field) => string): ImportRow['suppression'] {
  const reason = SUPPRESSION_REASONS.find((known) => known === cell('suppression')) ?? suppressionOf(said)
  if (!suppressionOf(said) || !reason) return undefined
  const at = readInstant(cell('suppressed-at'))
  const note = cleanNote(cell('suppression-note'))
  return { reason, ...(at && { at }), ...(note && { note }) }
}

/** Undefined for an address that is suppressed and subscribed to nothing. */
function storedSubscription(
  cell: (field: Field) => string,
  cells: string[],
  { columns }: ReadingPlan,
): StoredSubscription | undefined {
  const written = cells[columns.findIndex(({ heading }) => heading === 'state')]
  const state = FIRST_STATES.find((known) => known === written)
  if (!state) return undefined
  const [stateAt, since] = [readInstant(cell('state-at')), readInstant(cell('since'))]
  const pausedUntil = state === 'paused' ? readInstant(cell('paused-until')) : undefined
  const feedSince = readInstant(cell('feed-since'))
  const times = {
    ...(stateAt && { stateAt }),
    ...(since && { since }),
    ...(pausedUntil && { pausedUntil }),
    ...(feedSince && { feedSince }),
  }
  return { state, ...times, consents: readConsents(cell('consents')) }
}

/** Where each field stands: in the first of its columns. */
export function fieldsIn(columns: Column[]): Map<Field, number> {
  const fields = columns.flatMap(({ index, use }) =>
    typeof use === 'object' && 'field' in use ? [[use.field, index] as const] : [],
  )
  return new Map(fields.reverse())
}

export function originsIn(columns: Column[]): OriginColumns {
  return new Map(columns.flatMap(({ index, origin }) => (origin ? [[index, origin] as const] : [])))
}

/** As it is written in a record; undefined for what is no language. */
function locale(cell: string): string | undefined {
  return /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(cell) ? cell : undefined
}

function tooWide(line: number): Problem {
  const hint = 'Put what holds the delimiter in quotes.'
  return failure('subscribers.csv', 'The row has more cells than there are headings, and was left out.', { line, hint })
}
