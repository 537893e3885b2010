import { LEDGER_REFERENCES } from '../ledger-references.ts'
import type { Migration } from './migration.ts'

/**
 * A delivery is written by one statement that reads those from their tables, and none of them is deleted while it refers to them. A server that
 * looks each of a million up again, and locks it, takes twice as long to start an edition: there `db check` looks instead.
 */
export const ledgerReferences: Migration = ({ uncheckedReference }) =>
  LEDGER_REFERENCES.flatMap(({ table, column }) => uncheckedReference(table, column))
