import type { Selectable } from 'kysely'
import type { Temporal } from 'temporal-polyfill'
import type { EditionPost } from '../editions/audience.ts'
import type { Variant } from '../editions/variant.ts'
import { instantOf, optionalInstant } from './instants.ts'
import type { VariantsTable } from './tables.ts'
import type { Db } from './transaction.ts'

export interface StoredVariant extends Variant {
  id: number
  editionId: number
  /** When it was dated anew; undefined: it has its edition's date. */
  datedAt?: Temporal.Instant
}

/** An edition's posts, in order: the i-th stands behind bit i. */
export async function editionPosts(db: Db, editionId: number): Promise<EditionPost[]> {
  const rows = await db
    .selectFrom('edition_posts')
    .select(['post_id', 'new_at', 'tags'])
    .where('edition_id', '=', editionId)
    .orderBy('position')
    .execute()
  return rows.map((row) => ({
    postId: row.post_id,
    newAt: optionalInstant(row.new_at),
    tags: JSON.parse(row.tags) as string[],
  }))
}

/** Of a number that went out, in order: what any of its variants brought. */
export function sentPosts(db: Db, editionId: number): Promise<{ title: string; urlPath: string }[]> {
  return db
    .selectFrom('edition_posts as e')
    .innerJoin('posts as p', 'p.id', 'e.post_id')
    .select(['p.title', 'p.url_path as urlPath'])
    .where('e.edition_id', '=', editionId)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('variant_posts as vp')
          .innerJoin('variants as v', 'v.id', 'vp.variant_id')
          .select('vp.post_id')
          .whereRef('v.edition_id', '=', 'e.edition_id')
          .whereRef('vp.post_id', '=', 'e.post_id'),
      ),
    )
    .orderBy('e.position')
    .execute()
}

export async function variantsOf(db: Db, editionId: number): Promise<StoredVariant[]> {
  const rows = await db.selectFrom('variants').selectAll().where('edition_id', '=', editionId).orderBy('id').execute()
  return withPostIds(db, editionId, rows)
}

export async function findVariant(db: Db, id: number): Promise<StoredVariant | undefined> {
  const row = await db.selectFrom('variants').selectAll().where('id', '=', id).executeTakeFirst()
  return row && (await withPostIds(db, row.edition_id, [row]))[0]
}

async function withPostIds(db: Db, editionId: number, rows: Selectable<VariantsTable>[]): Promise<StoredVariant[]> {
  const posts = await db
    .selectFrom('variants')
    .innerJoin('variant_posts', 'variant_posts.variant_id', 'variants.id')
    .innerJoin('edition_posts', (join) =>
      join
        .onRef('edition_posts.edition_id', '=', 'variants.edition_id')
        .onRef('edition_posts.post_id', '=', 'variant_posts.post_id'),
    )
    .where('variants.edition_id', '=', editionId)
    .select(['variants.id', 'variant_posts.post_id'])
    .orderBy('edition_posts.position')
    .execute()
  return rows.map(({ edition_id, dated_at, placeholder, ...content }) => ({
    ...content,
    datedAt: dated_at === 0 ? undefined : instantOf(dated_at),
    ...(placeholder && { placeholder }),
    editionId: edition_id,
    postIds: posts.filter(({ id }) => id === content.id).map(({ post_id }) => post_id),
  }))
}
