import type { Temporal } from 'temporal-polyfill'
import { indexWords, type SearchTerm } from '../editions/search-words.ts'
import { spokenText } from '../editions/spoken-text.ts'
import { engineOf } from './engine.ts'
import { instantOf } from './instants.ts'
import { type Db, type Trx, write } from './transaction.ts'

/** A number that went out, as a list of them shows it. */
export interface ArchivedEdition {
  id: number
  newsletter: string
  number: number
  subject: string
  date: Temporal.Instant
  /** Of the posts that most people got; see edition-day.ts. */
  postDays: string[]
}

export interface ArchiveQuery {
  newsletters: string[]
  /** What all must be in it; undefined: anything. */
  terms?: SearchTerm[]
  /** The id after which the page begins. */
  before?: number
  limit: number
}

export interface ArchiveStore {
  /** The newest first. */
  page(query: ArchiveQuery): Promise<ArchivedEdition[]>
  /** Numbers that were sent before and after one. */
  beside(newsletter: string, number: number): Promise<{ older?: number; newer?: number }>
}

export function archiveStore(db: Db): ArchiveStore {
  return {
    page: (query) => page(db, query),
    beside: async (newsletter, number) => ({
      older: await next(db, newsletter, { number, side: '<' }),
      newer: await next(db, newsletter, { number, side: '>' }),
    }),
  }
}

async function page(db: Db, { newsletters, terms, before, limit }: ArchiveQuery): Promise<ArchivedEdition[]> {
  if (newsletters.length === 0 || terms?.length === 0) return []
  // Ids first, which an index has: only those of the page are looked up in the table of editions.
  let ids = db
    .selectFrom('archive')
    .select('archive.edition_id')
    .where('archive.newsletter_id', 'in', newsletters)
    .orderBy('archive.edition_id', 'desc')
    .limit(limit)
  if (before !== undefined) ids = ids.where('archive.edition_id', '<', before)
  if (terms) ids = ids.where(engineOf(db).hasWords(terms))
  const query = db
    .selectFrom(ids.as('shown'))
    .innerJoin('archive', 'archive.edition_id', 'shown.edition_id')
    .innerJoin('editions', 'editions.id', 'shown.edition_id')
    .select(['archive.edition_id', 'archive.newsletter_id', 'archive.number', 'subject', 'headers', 'created_at'])
    .orderBy('archive.edition_id', 'desc')
  return (await query.execute()).map(({ edition_id, newsletter_id, number, subject, headers, created_at }) => {
    const { date, postDays = [] } = JSON.parse(headers ?? '{}') as { date?: string; postDays?: string[] }
    const at = date === undefined ? created_at : Date.parse(date)
    return { id: edition_id, newsletter: newsletter_id, number, subject, date: instantOf(at), postDays }
  })
}

async function next(
  db: Db,
  newsletter: string,
  { number, side }: { number: number; side: '<' | '>' },
): Promise<number | undefined> {
  const row = await db
    .selectFrom('archive')
    .select('number')
    .where('newsletter_id', '=', newsletter)
    .where('number', side, number)
    .orderBy('number', side === '<' ? 'desc' : 'asc')
    .limit(1)
    .executeTakeFirst()
  return row?.number
}

/** Puts a number into the archive, when its recipients are frozen; what has no mail has no page. */
export async function putInArchive(
  trx: Trx,
  { id, newsletter, number }: { id: number; newsletter: string; number: number },
): Promise<void> {
  const words = await wordsOf(trx, id)
  if (words === undefined) return
  await trx
    .insertInto('archive')
    .values({ edition_id: id, newsletter_id: newsletter, number, words })
    .onConflict((conflict) => conflict.column('edition_id').doNothing())
    .execute()
}

/** Those of numbers that went out before there was a search; some at a time, so that nobody waits for long. */
export async function readWords(db: Db): Promise<void> {
  const unread = db.selectFrom('archive').select('edition_id').where('words', 'is', null).orderBy('edition_id')
  for (;;) {
    const ids = (await unread.limit(AT_ONCE).execute()).map(({ edition_id }) => edition_id)
    if (ids.length === 0) return
    await write(db, async (trx) => {
      for (const id of ids) {
        const words = (await wordsOf(trx, id)) ?? ''
        await trx
          .updateTable('archive')
          .set({ words })
          .where('edition_id', '=', id)
          .where('words', 'is', null)
          .execute()
      }
    })
  }
}

const AT_ONCE = 20

/** Of the variant that its page shows. */
async function wordsOf(trx: Trx, editionId: number): Promise<string | undefined> {
  const row = await trx
    .selectFrom('variants')
    .innerJoin('editions', 'editions.id', 'variants.edition_id')
    .select(['editions.subject', 'variants.text', 'variants.placeholder'])
    .where('edition_id', '=', editionId)
    .orderBy('variants.id')
    .limit(1)
    .executeTakeFirst()
  return (
    row && indexWords(`${row.subject}\n${spokenText({ text: row.text, placeholder: row.placeholder ?? undefined })}`)
  )
}
