import Database from 'better-sqlite3'
import { grouped } from './grouped.ts'

/** What the product's database says, read beside it: plain rows, times in the product's epoch milliseconds. */
export interface Ledger {
  editions: LedgerEdition[]
  deliveries: LedgerDelivery[]
  suppressed: Set<string>
}

export interface LedgerEdition {
  id: number
  /** `weekly/12`; null for one that was skipped. */
  name: string | null
  state: string
  /** Null until its recipients are frozen. */
  candidateCount: number | null
  excludedCount: number
}

export interface LedgerDelivery {
  editionId: number
  address: string
  /** As the design has it: `<NEWSLETTER.NUMBER.BIRTH.HANDLE@domain>`. */
  messageId: string
  state: string
  reason: string | null
  dueAt: number | null
  replyCode: number | null
  uncertainCount: number
  postIds: string[]
}

/** What a driver asks while it runs. */
export interface Glance {
  /** Not tried yet, in editions that go on. */
  untried: number
  /** Waiting for another try. */
  waiting: number
  /** The latest time at which one of those is due. */
  lastDue: number | null
  /** Uncertain and held: only an operator goes on with them. */
  held: number
  editions: { name: string; state: string; reason: string | null }[]
}

/** The product's database, read beside it over one connection. */
export class LedgerReader {
  readonly #db: Database.Database

  constructor(file: string) {
    this.#db = new Database(file, { readonly: true, timeout: 10_000 })
  }

  read(): Ledger {
    return {
      editions: this.#db.prepare(EDITIONS).all() as LedgerEdition[],
      deliveries: this.#deliveries(),
      suppressed: new Set(this.#db.prepare('select address_key from suppressions').pluck().all() as string[]),
    }
  }

  #deliveries(): LedgerDelivery[] {
    const rows = this.#db.prepare(DELIVERIES).all() as (LedgerDelivery & { variantId: number })[]
    const variants = this.#db.prepare('select variant_id, post_id from variant_posts').all()
    const posts = grouped(variants as { variant_id: number; post_id: string }[], ({ variant_id }) => variant_id)
    return rows.map((row) => ({ ...row, postIds: posts.get(row.variantId)?.map(({ post_id }) => post_id) ?? [] }))
  }

  glance(): Glance {
    const counts = this.#db.prepare(OPEN).get() as Omit<Glance, 'editions'>
    return { ...counts, editions: this.#db.prepare(NAMES).all() as Glance['editions'] }
  }
}

const EDITIONS = `
  select id, newsletter_id || '/' || number as name, state,
    candidate_count as candidateCount,
    (select coalesce(sum(count), 0) from exclusions where edition_id = editions.id) as excludedCount
  from editions`

const DELIVERIES = `
  select d.edition_id as editionId, d.variant_id as variantId, d.address, d.state, d.reason, d.due_at as dueAt, d.reply_code as replyCode,
    d.uncertain_count as uncertainCount,
    '<' || e.newsletter_id || '.' || e.number || '.' || e.birth || '.' || s.handle || '@chaos.example>' as messageId
  from deliveries d join editions e on e.id = d.edition_id join subscribers s on s.id = d.subscriber_id`

const OPEN = `
  select coalesce(sum(d.state in ('queued', 'sending')), 0) as untried,
    coalesce(sum(d.state = 'deferred' or (d.state = 'uncertain' and d.due_at is not null)), 0) as waiting,
    max(case when d.state in ('deferred', 'uncertain') then d.due_at end) as lastDue,
    coalesce(sum(d.state = 'uncertain' and d.due_at is null), 0) as held
  from deliveries d join editions e on e.id = d.edition_id where e.state in ('sending', 'settling', 'paused')`

const NAMES = `
  select newsletter_id || '/' || number as name, state, reason from editions where number is not null order by id desc`
