import type { Temporal } from 'temporal-polyfill'
import { BroadsheetError, failure, type Problem } from '../../config/problem.ts'
import type { Consent, Subscriber, Subscription, SubscriptionState, Suppression } from '../../subscribers/subscriber.ts'
import { addressGiven } from './address-given.ts'

export interface ListedSubscriber {
  id: number
  address: string
  name?: string
  newsletter: string
  cadence: string
  state: SubscriptionState
  createdAt: Temporal.Instant
  suppressed?: string
}

export interface SubscriberRecord {
  subscriber?: Subscriber
  subscriptions: Subscription[]
  consents: Consent[]
  suppression?: Suppression
  deliveries: SentRecord[]
}

export interface SentRecord {
  edition: string
  subject: string
  state: string
  stateAt: Temporal.Instant
  attempts: number
  reply?: { code: number; enhanced?: string; text: string }
  relayId?: string
  server?: string
  error?: string
}

export interface KnownSubscribersPorts {
  subscribers: {
    list(filter: {
      newsletter?: string
      state?: SubscriptionState
      after?: number
      limit: number
    }): Promise<ListedSubscriber[]>
    find(key: string): Promise<SubscriberRecord | undefined>
    remove(key: string, newsletter: string | undefined, at: Temporal.Instant, source: string): Promise<number>
    suppress(key: string, reason: 'operator', at: Temporal.Instant, note?: string): Promise<'suppressed' | 'already'>
  }
  clock(): Temporal.Instant
}

export interface ListRequest {
  newsletter?: string
  state?: SubscriptionState
  /** Id of the last one of the page before. */
  after?: number
  limit: number
}

export async function listSubscribers(
  { subscribers }: KnownSubscribersPorts,
  request: ListRequest,
): Promise<{ subscribers: ListedSubscriber[]; problems: Problem[] }> {
  return { subscribers: await subscribers.list(request), problems: [] }
}

/** All that is known of an address: what it asked for, what it was sent, and what each server said. */
export async function showSubscriber(
  { subscribers }: KnownSubscribersPorts,
  address: string,
): Promise<SubscriberRecord & { problems: Problem[] }> {
  const record = await subscribers.find(addressGiven(address).key)
  if (!record) throw unknown()
  return { ...record, problems: [] }
}

export async function removeSubscriber(
  { subscribers, clock }: KnownSubscribersPorts,
  request: { address: string; newsletter?: string },
): Promise<{ removed: number; problems: Problem[] }> {
  const removed = await subscribers.remove(addressGiven(request.address).key, request.newsletter, clock(), 'cli')
  if (removed === 0) throw unknown()
  return { removed, problems: [] }
}

export async function suppressAddress(
  { subscribers, clock }: KnownSubscribersPorts,
  request: { address: string; note?: string },
): Promise<{ outcome: 'suppressed' | 'already'; problems: Problem[] }> {
  const { key } = addressGiven(request.address)
  return { outcome: await subscribers.suppress(key, 'operator', clock(), request.note), problems: [] }
}

function unknown(): BroadsheetError {
  return new BroadsheetError(failure('subscribers.unknown', 'Nobody is subscribed with that address.'))
}
