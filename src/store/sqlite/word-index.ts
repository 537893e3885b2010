import { type RawBuilder, sql } from 'kysely'
import type { SearchTerm } from '../../editions/search-words.ts'

/** Its index of words, with the tables that FTS5 keeps it in: their names begin so. */
const INDEX = 'archive_words'

export function isOfWordIndex(table: string): boolean {
  return table === INDEX || table.startsWith(`${INDEX}_`)
}

/**
 * FTS5, kept by triggers. Words are apart by blanks already: `ascii` takes all that is not ASCII for letters. Beginnings of up
 * to three letters have lists of their own, for thousands of words begin so.
 */
export function wordIndex(table: string, key: string, column: string): string[] {
  const add = `insert into ${INDEX} (rowid, ${column}) select new.${key}, new.${column} where new.${column} is not null`
  const remove = `insert into ${INDEX} (${INDEX}, rowid, ${column})
    select 'delete', old.${key}, old.${column} where old.${column} is not null`
  return [
    // A table that was dropped leaves it behind.
    `drop table if exists ${INDEX}`,
    `create virtual table ${INDEX} using fts5 (
      ${column}, content='${table}', content_rowid='${key}', tokenize='ascii', detail='none', columnsize=0,
      prefix='1 2 3'
    )`,
    `create trigger ${INDEX}_insert after insert on ${table} begin ${add}; end`,
    `create trigger ${INDEX}_update after update of ${column} on ${table} begin ${remove}; ${add}; end`,
    `create trigger ${INDEX}_delete after delete on ${table} begin ${remove}; end`,
  ]
}

export function hasWords(terms: SearchTerm[]): RawBuilder<boolean> {
  const query = terms.map(({ word, isStart }) => `"${word}"${isStart ? '*' : ''}`).join(' AND ')
  return sql<boolean>`archive.edition_id in (select rowid from archive_words where archive_words match ${query})`
}
