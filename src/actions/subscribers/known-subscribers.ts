import type { Temporal } from 'temporal-polyfill'
import { BroadsheetError, failure, type Problem } from '../../config/problem.ts'
import type { SubscriberRecord } from '../../deliveries/subscriber-record.ts'
import { type Actor, operator } from '../../subscribers/actor.ts'
import type {
  ListedSubscription,
  ListedSuppression,
  SubscriptionFilter,
  SubscriptionState,
} from '../../subscribers/subscriber.ts'
import { addressGiven, nobodyHasIt } from './address-given.ts'

/** `suppressed` is no state of a subscription, but of its address. */
export type ListState = SubscriptionState | 'suppressed'

export interface KnownSubscribersPorts {
  subscribers: {
    list(filter: SubscriptionFilter & { after?: number; limit: number }): Promise<ListedSubscription[]>
    count(filter: SubscriptionFilter): Promise<number>
    listSuppressed(filter: { after?: string; limit: number }): Promise<ListedSuppression[]>
    countSuppressed(): Promise<{ all: number; strangers: number }>
    find(key: string): Promise<SubscriberRecord | undefined>
    isErased(key: string): Promise<boolean>
    remove(key: string, newsletter: string | undefined, at: Temporal.Instant, source: Actor): Promise<number>
  }
  clock(): Temporal.Instant
}

export interface ListRequest {
  newsletter?: string
  state?: ListState
  /** Id of the last one of the page before; of suppressed addresses, the address. */
  after?: string
  limit: number
}

export interface ListReport {
  subscribers: (ListedSubscription | ListedSuppression)[]
  /** Of all pages. */
  total: number
  /** Suppressed addresses that are in no subscription, and so in no list but `--state suppressed`. */
  suppressedStrangers: number
  problems: Problem[]
}

export async function listSubscribers(
  { subscribers }: KnownSubscribersPorts,
  { state, after, limit, newsletter }: ListRequest,
): Promise<ListReport> {
  const { all, strangers } = await subscribers.countSuppressed()
  if (state === 'suppressed') {
    const page = await subscribers.listSuppressed({ after, limit })
    return { subscribers: page, total: all, suppressedStrangers: strangers, problems: [] }
  }
  const filter = { newsletter, state }
  const page = await subscribers.list({ ...filter, after: idGiven(after), limit })
  return { subscribers: page, total: await subscribers.count(filter), suppressedStrangers: strangers, problems: [] }
}

function idGiven(after: string | undefined): number | undefined {
  if (after === undefined) return undefined
  if (/^\d{1,15}$/.test(after)) return Number(after)
  throw new BroadsheetError(failure('cli.usage', 'The id after which to begin is no whole number.'), 2)
}

/** All that is known of an address: what it asked for, what it was sent, and what each server said. */
export async function showSubscriber(
  { subscribers }: KnownSubscribersPorts,
  address: string,
): Promise<SubscriberRecord & { problems: Problem[] }> {
  const { key } = addressGiven(address)
  const record = await subscribers.find(key)
  if (!record && (await subscribers.isErased(key)))
    throw new BroadsheetError(failure('subscribers.erased', 'This address was erased; nothing else is known of it.'))
  if (!record) throw nobodyHasIt()
  return { ...record, problems: [] }
}

export async function removeSubscriber(
  { subscribers, clock }: KnownSubscribersPorts,
  request: { address: string; newsletter?: string },
): Promise<{ removed: number; problems: Problem[] }> {
  const removed = await subscribers.remove(addressGiven(request.address).key, request.newsletter, clock(), operator())
  if (removed === 0) throw nobodyHasIt()
  return { removed, problems: [] }
}
