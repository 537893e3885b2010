import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Temporal } from 'temporal-polyfill'
import { MARK } from './read-mail.ts'
import type { StartedEdition } from './rules/starts-when-quiet.ts'
import type { World } from './world.ts'

/** A real edition, no trial in the test mailbox, as the database has it when the year is over. */
export interface BookedEdition {
  /** `weekly/12`; without a number where it was skipped. */
  name: string
  state: string
  reason: string | null
  /** Nobody scheduled it. */
  byHand: boolean
  wasHeld: boolean
  candidates?: number
  /** Deliveries and excluded. */
  accounted: number
}

/** What the program can say of who did not get what. */
export interface Explanations {
  /** Marks of posts that are in no mail. */
  posts: Set<string>
  /** Addresses that are not to be mailed. */
  people: Set<string>
  /** `address mark` of deliveries that did not arrive, or of which only an operator says that they did. */
  pairs: Set<string>
}

export function allEditions(world: World): BookedEdition[] {
  return read(world, (database) =>
    database
      .prepare(`select newsletter_id, number, state, reason, due_at, candidate_count,
        (select count(*) from deliveries d where d.edition_id = e.id) as deliveries,
        (select coalesce(sum(count), 0) from exclusions x where x.edition_id = e.id) as excluded,
        exists (select 1 from edition_steps s where s.edition_id = e.id and s.state = 'held') as was_held
        from editions e where transport = 'smtp' order by id`)
      .all()
      .map((row) => {
        const edition = row as Record<string, number | string | null>
        return {
          name: `${edition.newsletter_id}/${edition.number ?? '-'}`,
          state: String(edition.state),
          reason: edition.reason as string | null,
          byHand: edition.due_at === null,
          wasHeld: edition.was_held === 1,
          candidates: (edition.candidate_count as number | null) ?? undefined,
          accounted: Number(edition.deliveries) + Number(edition.excluded),
        }
      }),
  )
}

/** Of posts, what `status --posts` says; of people and single deliveries, what `subscribers show` reads. */
export async function explanations(world: World): Promise<Explanations> {
  const report = await world.attempt('status --posts', (program) =>
    program.do((actions) => actions.status(undefined, { posts: true })),
  )
  const states = report?.posts
  const posts = (states ?? [])
    .filter(({ state }) => SAID.includes(state))
    .flatMap(({ title }) => title.match(MARK) ?? [])
  return read(world, (database) => {
    const rows = (sql: string) => database.prepare(sql).raw().all() as string[][]
    const people = rows('select p.address from suppressions x join subscribers p on p.address_key = x.address_key')
    const pairs = rows(`select d.address, p.title from deliveries d
      join variant_posts vp on vp.variant_id = d.variant_id join posts p on p.id = vp.post_id
      where d.state <> 'accepted' or d.reason = 'operator'`)
    return {
      posts: new Set(posts),
      people: new Set(people.flat()),
      pairs: new Set(
        pairs.flatMap(([address, title]) => (title?.match(MARK) ?? []).map((mark) => `${address} ${mark}`)),
      ),
    }
  })
}

/** Editions that were held for a fault of their mail, with the time; a web that does not answer is no fault of a mail. */
export function heldForFault(world: World): { name: string; at: number }[] {
  return read(world, (database) =>
    database
      .prepare(`select e.newsletter_id || '/' || coalesce(e.number, '-') as name, s.at from edition_steps s
        join editions e on e.id = s.edition_id where s.state = 'held' and s.reason = 'error' and s.why not like '%web.url%'`)
      .all(),
  ) as { name: string; at: number }[]
}

/** Those that publication started, trials and skipped ones too, in the order of their times. */
export function startedEditions(world: World): StartedEdition[] {
  return read(world, (database) => {
    const posts = database.prepare(
      'select title from edition_posts x join posts p on p.id = x.post_id where x.edition_id = ?',
    )
    const rows = database
      .prepare(`select id, newsletter_id || '/' || coalesce(number, '-') as name, due_at, created_at,
        exists (select 1 from edition_steps s where s.edition_id = e.id and s.state = 'held') as was_held
        from editions e where cadence = 'each' and due_at is not null order by due_at`)
      .all() as { id: number; name: string; due_at: number; created_at: number; was_held: number }[]
    const steps = database.prepare('select at from edition_steps where edition_id = ?')
    return rows.map(({ id, name, due_at, created_at, was_held }) => ({
      name,
      dueAt: due_at,
      madeAt: created_at,
      wasHeld: was_held === 1,
      steps: steps.pluck().all(id) as number[],
      marks: (posts.pluck().all(id) as string[]).flatMap((title) => title.match(MARK) ?? []),
    }))
  })
}

/** Times by the calendar, after a moment, of which there is an edition, in epoch milliseconds; trials and skipped ones too. */
export function dueTimes(world: World, after: Temporal.Instant): number[] {
  return read(world, (database) =>
    database
      .prepare("select due_at from editions where due_at > ? and cadence = 'default'")
      .pluck()
      .all(after.epochMilliseconds),
  ) as number[]
}

export function suppressedAddresses(world: World): string[] {
  return read(world, (database) => database.prepare('select address_key from suppressions').pluck().all()) as string[]
}

/** Of a post that nobody gets; one that still waits, though people are due it, stands still. */
const SAID = ['adopted', 'left-out', 'not-selected', 'in-edition', 'nobody']

/** What SQLite itself finds wrong with the file. */
export function integrity(world: World): string[] {
  return read(world, (database) => {
    const found = (database.pragma('integrity_check') as { integrity_check: string }[]).map(
      (row) => row.integrity_check,
    )
    return found[0] === 'ok' ? [] : found.map((fault) => `the database: ${fault}`)
  })
}

function read<T>(world: World, use: (database: Database.Database) => T): T {
  const database = new Database(join(world.site.dir, 'data/broadsheet.db'))
  try {
    return use(database)
  } finally {
    database.close()
  }
}
