import type { Selectable } from 'kysely'
import type { OwnHour } from '../subscribers/own-hour.ts'
import type {
  Consent,
  ConsentEvidence,
  Subscriber,
  Subscription,
  Suppression,
  SuppressionStep,
  WrittenConsent,
} from '../subscribers/subscriber.ts'
import { instantOf } from './instants.ts'
import type { ConsentsTable, SubscribersTable, SubscriptionsTable, SuppressionStepsTable, Tables } from './tables.ts'

export function subscriberOf(row: Selectable<SubscribersTable>): Subscriber {
  return {
    id: row.id,
    handle: row.handle,
    address: row.address,
    addressKey: row.address_key,
    name: row.name ?? undefined,
    ...(row.language !== null && { language: row.language }),
    ...ownHourOf(row),
    createdAt: instantOf(row.created_at),
  }
}

export function ownHourOf({ own_hour: hour, timezone }: OwnHourColumns): { ownHour?: OwnHour } {
  return hour === null || timezone === null ? {} : { ownHour: { hour, timezone } }
}

export function ownHourColumns(ownHour: OwnHour | null | undefined): OwnHourColumns {
  return { own_hour: ownHour?.hour ?? null, timezone: ownHour?.timezone ?? null }
}

type OwnHourColumns = Pick<Selectable<SubscribersTable>, 'own_hour' | 'timezone'>

export function subscriptionOf(row: Selectable<SubscriptionsTable>): Subscription {
  return {
    id: row.id,
    handle: row.handle,
    subscriberId: row.subscriber_id,
    newsletter: row.newsletter_id,
    cadence: row.cadence,
    topics: JSON.parse(row.topics) as string[],
    since: instantOf(row.since),
    state: row.state,
    stateAt: instantOf(row.state_at),
    ...(row.paused_until !== null && { pausedUntil: instantOf(row.paused_until) }),
  }
}

export function consentOf(row: Selectable<ConsentsTable>): Consent {
  return {
    subscriberId: row.subscriber_id,
    newsletter: row.newsletter_id,
    ...writtenConsentOf(row),
  }
}

export function writtenConsentOf(row: Omit<Selectable<ConsentsTable>, 'id'>): WrittenConsent {
  const { form, wording, language } = row
  const network = row.network ?? row.network_hash
  const evidence = {
    ...(form !== null && { form }),
    ...(wording !== null && { wording }),
    ...(language !== null && { language }),
    ...(network !== null && { network }),
  }
  const isProven = Object.keys(evidence).length > 0
  return { action: row.action, at: instantOf(row.at), source: row.source, ...(isProven && { evidence }) }
}

export const HASHED = 'hmac:'

/** The columns of a consent's evidence. */
export function evidenceColumns({ form, wording, language, network }: ConsentEvidence = {}) {
  const isHashed = network?.startsWith(HASHED)
  return {
    form: form ?? null,
    wording: wording ?? null,
    language: language ?? null,
    network: isHashed ? null : (network ?? null),
    network_hash: isHashed ? (network ?? null) : null,
  }
}

export function suppressionOf(row: Tables['suppressions']): Suppression {
  return { addressKey: row.address_key, reason: row.reason, at: instantOf(row.at), note: row.note ?? undefined }
}

export function suppressionStepOf(row: Selectable<SuppressionStepsTable>): SuppressionStep {
  const { action, reason, at, source, note } = row
  return { action, reason, at: instantOf(at), source, note: note ?? undefined }
}

/** The same topics in whatever order give the same text: an audience is worked out once for each text. */
export function topicsText(topics: string[]): string {
  return topics.length === 0 ? '[]' : JSON.stringify([...new Set(topics)].sort())
}
