import { guessedSignal } from './columns-guessed.ts'
import { FIELDS, type Field, fieldCandidates, knownSignal, type Signal } from './columns-known.ts'
import { originKind } from './consent-origin.ts'
import { plainWord } from './plain-word.ts'

export interface Column {
  index: number
  /** As the list writes it. */
  heading: string
  use: { field: Field } | { signal: Signal; isKnown: boolean } | 'origin' | 'known-harmless' | 'ignored' | 'unused'
  /** What it says besides of how a consent came about. */
  origin?: 'confirmed' | 'network'
}

/** What `--column` may name, besides fields. */
export const SIGNAL_FIELDS = {
  status: { kind: 'status' },
  left: { kind: 'left', as: 'unsubscribed' },
  bounced: { kind: 'left', as: 'bounced' },
  subscribed: { kind: 'subscribed', otherwise: 'unsubscribed' },
} as const satisfies Record<string, Signal>

export type ColumnName = Field | keyof typeof SIGNAL_FIELDS

/** What an operator says of columns. */
export interface ColumnWishes {
  /** Heading of the column, by what it is. */
  columns?: [ColumnName, string][]
  /** Headings of columns that are not looked at. */
  ignored?: string[]
}

/** Of our own export alone: elsewhere these headings mean something else. */
const OWN_FIELDS: Field[] = [
  ...(['language', 'own-hour', 'timezone', 'since', 'state-at', 'paused-until', 'feed-since', 'suppression'] as const),
  ...(['suppressed-at', 'suppression-note', 'suppression-record', 'consents'] as const),
]

/**
 * A header row → what each column is for. Undefined where none holds addresses by its heading: which one does is then
 * seen by what is in them.
 */
export function readHeader(cells: string[], wishes: ColumnWishes = {}): Column[] {
  const words = cells.map(plainWord)
  const wished = wishedUses(words, wishes)
  const fields = fieldsOf(words, wished)
  const isMailchimp = words.includes('leid') && words.includes('euid')
  const hasPlaces = words.some((word) => /^(?:zip|zipcode|postalcode|postcode|city|country|plz|cc)$/.test(word))
  return cells.map((heading, index) => {
    const use = wished.get(index) ?? fields.get(index)
    if (use) return { index, heading, use }
    const origin = originKind(heading, words[index] ?? '')
    // Mailchimp's time of confirming also says who never did.
    const isSignal = isMailchimp && words[index] === 'confirmtime'
    if (origin && !isSignal) return { index, heading, use: 'origin', origin }
    const signal = signalOf(heading, isMailchimp, hasPlaces)
    if (signal === 'nothing') return { index, heading, use: 'known-harmless' }
    return { index, heading, use: signal ?? 'unused', ...(origin && { origin }) }
  })
}

/** The index of a heading that somebody typed: as it stands there, else without regard to case and signs. */
export function indexOfHeading(cells: string[], heading: string): number {
  const exact = cells.indexOf(heading)
  if (exact !== -1) return exact
  const word = plainWord(heading)
  return cells.findIndex((cell) => (word === '' ? cell.trim() === heading.trim() : plainWord(cell) === word))
}

function wishedUses(words: string[], { columns = [], ignored = [] }: ColumnWishes): Map<number, Column['use']> {
  const uses = new Map<number, Column['use']>()
  for (const heading of ignored) uses.set(indexOfHeading(words, plainWord(heading)), 'ignored')
  for (const [name, heading] of columns) {
    const index = indexOfHeading(words, plainWord(heading))
    uses.set(index, isSignal(name) ? { signal: SIGNAL_FIELDS[name], isKnown: true } : { field: name })
  }
  uses.delete(-1)
  return uses
}

function isSignal(name: ColumnName): name is keyof typeof SIGNAL_FIELDS {
  return Object.hasOwn(SIGNAL_FIELDS, name)
}

/** An earlier name of a field wins, and what was wished before all. */
function fieldsOf(words: string[], wished: Map<number, Column['use']>): Map<number, Column['use']> {
  const isOwn = words.includes('suppression') && words.includes('consents')
  const taken = new Set(
    [...wished.values()].flatMap((use) => (typeof use === 'object' && 'field' in use ? use.field : [])),
  )
  const uses = new Map<number, Column['use']>()
  for (const field of FIELDS) {
    if (taken.has(field) || (OWN_FIELDS.includes(field) && !isOwn)) continue
    const index = fieldCandidates(field)
      .map((name) => words.findIndex((word, at) => word === name && !wished.has(at) && !uses.has(at)))
      .find((at) => at !== -1)
    if (index !== undefined) uses.set(index, { field })
  }
  return uses
}

function signalOf(heading: string, isMailchimp: boolean, hasPlaces: boolean): Column['use'] | 'nothing' | undefined {
  if (isMailchimp && plainWord(heading) === 'confirmtime') return { signal: { kind: 'confirmed' }, isKnown: true }
  const known = knownSignal(heading)
  if (known === 'nothing') return 'nothing'
  // Beside a city and a postal code, `State` is mostly a place.
  if (known?.kind === 'status' && plainWord(heading) === 'state' && hasPlaces)
    return { signal: { kind: 'status', isSoft: true }, isKnown: true }
  if (known) return { signal: known, isKnown: true }
  const guessed = guessedSignal(heading)
  return guessed && { signal: guessed, isKnown: false }
}
