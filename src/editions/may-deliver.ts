import { describeDifference } from '../config/describe-difference.ts'
import { settingsDifference } from '../config/sending-settings.ts'
import type { EditionIntent } from './edition-intent.ts'

/** What an edition was made for; `intent` is missing from those of older versions. */
export interface MadeFor {
  transport: 'smtp' | 'mailbox'
  intent?: EditionIntent
}

export interface Deliverer {
  transport: 'smtp' | 'mailbox'
  intent: EditionIntent
  /** Is its configuration still what is in its file? */
  isCurrent: boolean
}

export type DeliverDecision =
  | { decision: 'deliver' }
  /** Its owner has changed the configuration since it was made: it goes by the new one. */
  | { decision: 'take-over'; because: string }
  /** Somebody else's, or one's own after its configuration was read anew. */
  | { decision: 'wait'; because: string }
  /** It would go another way than it is booked. */
  | { decision: 'stop'; because: string }

/** May whoever holds the lease send this edition's mails? Asked before the first, and whenever delivery takes it up again. */
export function mayDeliver(edition: MadeFor, deliverer: Deliverer): DeliverDecision {
  const { intent } = deliverer
  const differences = edition.intent ? settingsDifference(edition.intent.settings, intent.settings) : []
  if (edition.transport === deliverer.transport && differences.length === 0) return { decision: 'deliver' }
  const because = describeDifference(differences, { theirs: 'when it was made', ours: 'now' })
  const isElsewhere = edition.intent !== undefined && edition.intent.configFile !== intent.configFile
  if (!deliverer.isCurrent || isElsewhere) return { decision: 'wait', because }
  return { decision: edition.transport === deliverer.transport ? 'take-over' : 'stop', because }
}
