import type { Migration } from './migration.ts'

/** Why editions and posts are held back, under which names a post is known, and what a mail can be made of again. */
export const heldEditions: Migration = () => [
  // `why`: the sentences that say what holds it, as JSON. `told_at`: when the operator was mailed about it.
  'alter table editions add column why text',
  'alter table editions add column told_at bigint',
  // How many people it was for when it was made.
  'alter table editions add column recipient_count integer',
  'alter table edition_steps add column why text',

  // `left_out`: the last sentence that the operator was told of this post. `adopted_from`: when a post that counts as
  // sent now had become new. `released_at`: an operator said that it is news.
  'alter table newsletter_posts add column left_out text',
  'alter table newsletter_posts add column adopted_from bigint',
  'alter table newsletter_posts add column released_at bigint',

  // Front matter's `id` or first alias, where a post got it after it was first seen.
  `create table post_names (
    name text primary key,
    post_id text not null references posts (id)
  )`,

  // All that an edition's variants were made of, as JSON, for as long as they may be dated anew.
  `create table edition_inputs (
    edition_id bigint primary key references editions (id),
    input text not null
  )`,

  // When a variant was dated anew; 0: it has its edition's date.
  'alter table variants add column dated_at bigint not null default 0',
  'drop index variants_of_edition',
  'create unique index variants_of_edition on variants (edition_id, mask, dated_at)',
]
