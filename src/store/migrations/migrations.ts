import { firstTables } from './001-first-tables.ts'
import { serverUse } from './002-server-use.ts'
import { feedsAbroad } from './003-feeds-abroad.ts'
import { births } from './004-births.ts'
import { heldEditions } from './005-held-editions.ts'
import { intents } from './006-intents.ts'
import { serverLimits } from './007-server-limits.ts'
import { suppressionSteps } from './008-suppression-steps.ts'
import { openProblems } from './009-open-problems.ts'
import { placeholders } from './010-placeholders.ts'
import { schedules } from './013-schedules.ts'
import { workers } from './014-workers.ts'
import { sharedDelivery } from './015-shared-delivery.ts'
import { leaveGiven } from './016-leave-given.ts'
import { pausesAndProof } from './017-pauses-and-proof.ts'
import { outbox } from './018-outbox.ts'
import { planningGaps } from './019-planning-gaps.ts'
import { signUps } from './020-sign-ups.ts'
import { privateFeeds } from './021-private-feeds.ts'
import { erasures } from './022-erasures.ts'
import { archive } from './023-archive.ts'
import { addressChanges } from './024-address-changes.ts'
import { ledgerReferences } from './025-ledger-references.ts'
import { startDelays } from './026-start-delays.ts'
import { corrections } from './027-corrections.ts'
import { waitingPosts } from './028-waiting-posts.ts'
import { ownHours } from './029-own-hours.ts'
import { reports } from './030-reports.ts'
import type { Migration } from './migration.ts'

/** Every migration, in order: the n-th makes version n. Append only; a released one is never edited. */
export const MIGRATIONS: Migration[] = [
  firstTables,
  serverUse,
  feedsAbroad,
  births,
  heldEditions,
  intents,
  serverLimits,
  suppressionSteps,
  openProblems,
  placeholders,
  schedules,
  workers,
  sharedDelivery,
  leaveGiven,
  pausesAndProof,
  outbox,
  planningGaps,
  signUps,
  privateFeeds,
  erasures,
  archive,
  addressChanges,
  ledgerReferences,
  startDelays,
  corrections,
  waitingPosts,
  ownHours,
  reports,
]
