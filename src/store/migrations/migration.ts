/** What a database writes in its own way; a migration is its SQL statements, in order. */
export interface ColumnTypes {
  /** A numbered primary key. */
  key: string
  /** Makes words of a table's column, with a blank between two, found by Engine.hasWords(). */
  wordIndex(table: string, key: string, column: string): string[]
  /** A reference that is no longer looked up for each row, where that costs much. */
  uncheckedReference(table: string, column: string): string[]
}
export type Migration = (types: ColumnTypes) => string[]
