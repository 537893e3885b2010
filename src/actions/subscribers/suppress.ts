import type { Temporal } from 'temporal-polyfill'
import { BroadsheetError, failure, type Problem } from '../../config/problem.ts'
import type { Edition } from '../../editions/edition.ts'
import { cleanNote } from '../../subscribers/person-name.ts'
import type { Suppression, SuppressionReason } from '../../subscribers/subscriber.ts'
import { editionNamed } from '../editions/edition-named.ts'
import { addressGiven } from './address-given.ts'

export interface SuppressPorts {
  editions: { find(newsletter: string, number: number): Promise<Edition | undefined> }
  subscribers: {
    find(key: string): Promise<{ suppression?: Suppression } | undefined>
    suppress(
      key: string,
      reason: SuppressionReason,
      at: Temporal.Instant,
      note?: string,
    ): Promise<'suppressed' | 'already'>
    /** The addresses that an edition's servers said do not exist; says how many were not suppressed yet. */
    suppressOfEdition(editionId: number, edition: string, at: Temporal.Instant): Promise<number>
    /** Gives the reason that it had. */
    unsuppress(key: string, at: Temporal.Instant, note?: string): Promise<SuppressionReason | undefined>
    /** What an edition's servers brought about, and nothing that a person said; says how many. */
    unsuppressOfEdition(editionId: number, at: Temporal.Instant, note?: string): Promise<number>
  }
  clock(): Temporal.Instant
}

export interface SuppressRequest {
  addresses: string[]
  /** `weekly/12`: the addresses that its servers said do not exist. */
  edition?: string
  note?: string
}

export interface SuppressReport {
  /** Of a single address. */
  outcome?: 'suppressed' | 'already'
  suppressed: number
  /** Addresses that were suppressed before. */
  already: number
  problems: Problem[]
}

export interface UnsuppressRequest extends SuppressRequest {
  /** How they asked for mail again, in the operator's words: needed after a complaint. */
  consent?: string
}

export interface UnsuppressReport {
  lifted: number
  problems: Problem[]
}

/** Stops all mail to addresses, whoever imports or adds them. */
export async function suppress(ports: SuppressPorts, request: SuppressRequest): Promise<SuppressReport> {
  const { subscribers, clock } = ports
  const keys = keysOf(request)
  if (request.edition !== undefined) {
    const edition = await editionNamed(ports.editions, request.edition)
    const suppressed = await subscribers.suppressOfEdition(edition.id, request.edition, clock())
    return { suppressed, already: 0, problems: [] }
  }
  const note = cleanNote(request.note)
  const outcomes: ('suppressed' | 'already')[] = []
  for (const key of keys) outcomes.push(await subscribers.suppress(key, 'operator', clock(), note))
  const suppressed = outcomes.filter((outcome) => outcome === 'suppressed').length
  const outcome = outcomes.length === 1 ? outcomes[0] : undefined
  return { outcome, suppressed, already: outcomes.length - suppressed, problems: [] }
}

/** Lets mail go to addresses again: a server was wrong, or an operator. All of them or, where one may not be, none. */
export async function unsuppress(ports: SuppressPorts, request: UnsuppressRequest): Promise<UnsuppressReport> {
  const { subscribers, clock } = ports
  const keys = keysOf(request)
  const note = cleanNote([request.consent, request.note].filter(Boolean).join('; '))
  if (request.edition !== undefined) {
    const edition = await editionNamed(ports.editions, request.edition)
    return { lifted: await subscribers.unsuppressOfEdition(edition.id, clock(), note), problems: [] }
  }
  const problems: Problem[] = []
  for (const [index, key] of keys.entries()) {
    const suppression = (await subscribers.find(key))?.suppression
    const place = keys.length > 1 ? `Address ${index + 1}: ` : ''
    if (!suppression) problems.push(failure('subscribers.suppressed', `${place}The address is not suppressed.`))
    else if (suppression.reason === 'complaint' && !request.consent) problems.push(complained(place))
  }
  if (problems.length > 0) throw new BroadsheetError(problems)
  for (const key of keys) await subscribers.unsuppress(key, clock(), note)
  return { lifted: keys.length, problems: [] }
}

/** Either addresses or an edition. */
function keysOf({ addresses, edition }: SuppressRequest): string[] {
  if (addresses.length > 0 === (edition !== undefined)) {
    const hint = 'Write one or several addresses, or --edition weekly/12.'
    throw new BroadsheetError(failure('cli.usage', 'Say which addresses: these, or those of an edition.', { hint }), 2)
  }
  return [...new Set(addresses.map((address) => addressGiven(address).key))]
}

function complained(place: string): Problem {
  const hint = 'If they asked for mail again, say how, for the record: --consent "by mail on 3 May".'
  return failure('subscribers.suppressed', `${place}They reported a mail as spam; that is theirs alone to take back.`, {
    hint,
  })
}
