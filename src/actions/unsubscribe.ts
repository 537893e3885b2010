import type { Temporal } from 'temporal-polyfill'
import type { Config } from '../config/config.ts'
import type { Actor, Person } from '../subscribers/actor.ts'
import type { Consent, Subscriber, Subscription } from '../subscribers/subscriber.ts'
import { mayTakeBack } from '../subscribers/take-back.ts'
import { readToken } from '../subscribers/token.ts'
import { titleOf } from './newsletter-named.ts'

export interface UnsubscribePorts {
  config: Config
  subscribers: {
    bySubscriptionHandle(handle: string): Promise<{ subscriber: Subscriber; subscription: Subscription } | undefined>
    unsubscribe(handle: string, at: Temporal.Instant, source: Actor): Promise<unknown>
  }
  preferences: {
    /** By the subscriber's handle. */
    of(handle: string): Promise<{ subscriptions: Subscription[]; consents: Consent[] } | undefined>
    leaveAll(handle: string, said: { at: Temporal.Instant; source: Person }): Promise<unknown>
    /** Gives the newsletters that they get again. */
    takeBack(taking: { handle: string; isAll?: boolean; at: Temporal.Instant; source: Actor }): Promise<string[]>
  }
  clock(): Temporal.Instant
}

/** What a link to leave is about. */
export interface Leaving {
  newsletterTitle: string
  /** They get it, now or when their pause is over. */
  isActive: boolean
  /** Titles of the others that they get. */
  others: string[]
  /** They left a moment ago, and may take that back. */
  mayTakeBack: boolean
}

/** What a signed link is about; `gone` for somebody who is no longer known, `broken` for a link that we did not sign. */
export async function subscriptionOf(
  { config, subscribers, preferences, clock }: UnsubscribePorts,
  token: string,
): Promise<Leaving | 'gone' | 'broken'> {
  const link = readToken(token, 'unsubscribe', config.web.secrets)
  if (!link) return 'broken'
  const found = await subscribers.bySubscriptionHandle(link.handle)
  if (!found) return 'gone'
  const { subscription, subscriber } = found
  const { subscriptions = [], consents = [] } = (await preferences.of(subscriber.handle)) ?? {}
  const { newsletter, state } = subscription
  const last = consents.findLast((consent) => consent.newsletter === newsletter)
  const others = subscriptions.filter((other) => other.id !== subscription.id && other.state !== 'unsubscribed')
  return {
    newsletterTitle: titleOf(config, newsletter),
    isActive: state !== 'unsubscribed',
    others: others.map((other) => titleOf(config, other.newsletter)),
    mayTakeBack: mayTakeBack(subscription, last?.action, clock()),
  }
}

/** Ends the subscription of a signed link at once, in the middle of a send too. Twice is as good as once. */
export async function unsubscribe(ports: UnsubscribePorts, token: string, source: Person): Promise<void> {
  const link = readToken(token, 'unsubscribe', ports.config.web.secrets)
  if (link) await ports.subscribers.unsubscribe(link.handle, ports.clock(), source)
}

/** The same of all that its person gets. */
export async function unsubscribeFromAll(ports: UnsubscribePorts, token: string): Promise<void> {
  const link = readToken(token, 'unsubscribe', ports.config.web.secrets)
  const found = link && (await ports.subscribers.bySubscriptionHandle(link.handle))
  if (found) await ports.preferences.leaveAll(found.subscriber.handle, { at: ports.clock(), source: 'web' })
}

/** Takes it back, of one or of all that its person left lately; gives the titles of what they get again. */
export async function takeBack(ports: UnsubscribePorts, token: string, isAll: boolean): Promise<string[]> {
  const link = readToken(token, 'unsubscribe', ports.config.web.secrets)
  if (!link) return []
  const again = await ports.preferences.takeBack({ handle: link.handle, isAll, at: ports.clock(), source: 'web' })
  return again.map((newsletter) => titleOf(ports.config, newsletter))
}
