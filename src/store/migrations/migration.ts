/** What a database writes in its own way; a migration is its SQL statements, in order. */
export interface ColumnTypes {
  /** A numbered primary key. */
  key: string
  /** Makes words of a table's column, with a blank between two, found by Engine.hasWords(). */
  wordIndex(table: string, key: string, column: string): string[]
}
export type Migration = (types: ColumnTypes) => string[]
