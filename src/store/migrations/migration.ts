/** What a database writes in its own way; a migration is its SQL statements, in order. */
export interface ColumnTypes {
  /** A numbered primary key. */
  key: string
}
export type Migration = (types: ColumnTypes) => string[]
