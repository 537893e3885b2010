import type { Migration } from './migration.ts'

/** When an edition that may go starts: there is time to undo it. */
export const startDelays: Migration = () => ['alter table editions add column starts_at bigint']
