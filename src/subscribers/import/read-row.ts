import { failure, type Problem } from '../../config/problem.ts'
import { parseAddress } from '../address.ts'
import { unescapeFormula } from '../formula-escape.ts'
import { cleanName, cleanNote } from '../person-name.ts'
import type { SubscriptionState, SuppressionReason } from '../subscriber.ts'
import type { Column } from './columns.ts'
import type { Field } from './columns-known.ts'
import { readConsents } from './consents-text.ts'
import type { CsvRow } from './csv-rows.ts'
import { type ImportRow, importStatus, type StoredSubscription } from './import-row.ts'
import { type DayOrder, readInstant } from './read-instant.ts'
import { type Said, stricter, suppressionOf } from './said.ts'
import { isTooWide, type Meanings, readMeant, type UsedSignal } from './survey.ts'
import { readTopics } from './topics-text.ts'
import { isNothing } from './yes-or-no.ts'

/** How the rows of a list are read, once it has been surveyed. */
export interface ReadingPlan {
  columns: Column[]
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
  | { pending: true; key: string; newsletter?: string }
  | { problem: Problem }

/** A row → what it says; without a usable address only the problem. */
export function readRow({ line, cells }: CsvRow, plan: ReadingPlan): ReadRow {
  const cell = (field: Field) => unescapeFormula(cells[indexOf(plan.columns, field)] ?? '')
  if (isTooWide(cells, plan.columns)) return { problem: tooWide(line) }
  const parsed = parseAddress(cell('email'))
  if ('code' in parsed) return { problem: { ...parsed, line } }
  const kept = has(plan.columns, 'consents') ? storedSubscription(cell, cells, plan) : undefined
  const said = saidOf(cells, plan, kept) ?? 'active'
  const newsletter = plan.namesNewsletter ? cell('newsletter') || undefined : undefined
  if (said === 'pending') return { pending: true, key: parsed.key, newsletter }
  const created = cell('created')
  const createdAt = readInstant(created, plan.dayOrder)
  const name = cleanName(cell('name')) ?? cleanName(`${cell('first-name')} ${cell('last-name')}`) ?? parsed.name
  const row: ImportRow = {
    line,
    address: parsed.address,
    key: parsed.key,
    ...(name && { name }),
    status: importStatus(said),
    ...suppressionIn(said, cell),
    ...(createdAt && { createdAt }),
    ...(newsletter && { newsletter }),
    ...(plan.namesCadence && cell('cadence') && { cadence: cell('cadence') }),
    ...(has(plan.columns, 'topics') && { topics: readTopics(cell('topics')) }),
    ...(has(plan.columns, 'consents') && { kept }),
  }
  return { row, hasBadDate: !createdAt && !isNothing(created) }
}

/** A plain list's cell is an address, and nothing more is said. */
export function readPlainCell(cell: string, line: number, as: Said | undefined): ReadRow {
  const parsed = parseAddress(unescapeFormula(cell))
  if ('code' in parsed) return { problem: { ...parsed, line } }
  const said = as ?? 'active'
  if (said === 'pending') return { pending: true, key: parsed.key }
  const row = { line, ...parsed, status: importStatus(said), ...suppressionIn(said, () => '') }
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
  // Who pauses here confirmed long ago.
  return strictest === 'pending' && kept?.state === 'paused' ? 'active' : strictest
}

const REASONS: SuppressionReason[] = ['no-such-address', 'complaint', 'operator', 'bounced']

/** Our own export names the reason, another's word stands for one. */
function suppressionIn(said: Said, cell: (field: Field) => string): Pick<ImportRow, 'suppression'> {
  const reason = REASONS.find((known) => known === cell('suppression')) ?? suppressionOf(said)
  if (!suppressionOf(said) || !reason) return {}
  const at = readInstant(cell('suppressed-at'))
  const note = cleanNote(cell('suppression-note'))
  return { suppression: { reason, ...(at && { at }), ...(note && { note }) } }
}

/** Undefined for an address that is suppressed and subscribed to nothing. */
function storedSubscription(
  cell: (field: Field) => string,
  cells: string[],
  { columns }: ReadingPlan,
): StoredSubscription | undefined {
  const written = cells[columns.findIndex(({ heading }) => heading === 'state')]
  const state = (['active', 'paused', 'unsubscribed'] satisfies SubscriptionState[]).find((known) => known === written)
  if (!state) return undefined
  const [stateAt, since] = [readInstant(cell('state-at')), readInstant(cell('since'))]
  const pausedUntil = state === 'paused' ? readInstant(cell('paused-until')) : undefined
  const times = { ...(stateAt && { stateAt }), ...(since && { since }), ...(pausedUntil && { pausedUntil }) }
  return { state, ...times, consents: readConsents(cell('consents')) }
}

function indexOf(columns: Column[], field: Field): number {
  return columns.find(({ use }) => typeof use === 'object' && 'field' in use && use.field === field)?.index ?? -1
}

function has(columns: Column[], field: Field): boolean {
  return indexOf(columns, field) !== -1
}

function tooWide(line: number): Problem {
  const hint = 'Put what holds the delimiter in quotes.'
  return failure('subscribers.csv', 'The row has more cells than there are headings, and was left out.', { line, hint })
}
