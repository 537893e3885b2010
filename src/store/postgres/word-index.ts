import { type RawBuilder, sql } from 'kysely'
import type { SearchTerm } from '../../editions/search-words.ts'

/** Words are apart by blanks already: no dictionary, and no parser that goes by the database's locale. */
export function wordIndex(table: string, _key: string, column: string): string[] {
  return [`create index ${table}_${column} on ${table} using gin (array_to_tsvector(string_to_array(${column}, ' ')))`]
}

/** Letters, marks and digits alone, so that nothing in a word is an operator. */
export function hasWords(terms: SearchTerm[]): RawBuilder<boolean> {
  const query = terms.map(({ word, isStart }) => `'${word}'${isStart ? ':*' : ''}`).join(' & ')
  return sql<boolean>`array_to_tsvector(string_to_array(archive.words, ' ')) @@ cast(${query} as tsquery)`
}
