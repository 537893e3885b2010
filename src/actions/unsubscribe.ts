import type { Temporal } from 'temporal-polyfill'
import type { Config } from '../config/config.ts'
import type { Actor, Person } from '../subscribers/actor.ts'
import type { Subscription } from '../subscribers/subscriber.ts'
import { readToken } from '../subscribers/token.ts'

export interface UnsubscribePorts {
  config: Config
  subscribers: {
    bySubscriptionHandle(handle: string): Promise<{ subscription: Subscription } | undefined>
    unsubscribe(handle: string, at: Temporal.Instant, source: Actor): Promise<unknown>
  }
  clock(): Temporal.Instant
}

/** What a signed link is about; `gone` for somebody who is no longer known, `broken` for a link that we did not sign. */
export async function subscriptionOf(
  { config, subscribers }: UnsubscribePorts,
  token: string,
): Promise<{ newsletterTitle: string; isActive: boolean } | 'gone' | 'broken'> {
  const link = readToken(token, 'unsubscribe', config.web.secrets)
  if (!link) return 'broken'
  const found = await subscribers.bySubscriptionHandle(link.handle)
  if (!found) return 'gone'
  const { newsletter, state } = found.subscription
  const title = config.newsletters.find(({ id }) => id === newsletter)?.title ?? newsletter
  return { newsletterTitle: title, isActive: state === 'active' }
}

/** Ends the subscription of a signed link at once, in the middle of a send too. Twice is as good as once. */
export async function unsubscribe(ports: UnsubscribePorts, token: string, source: Person): Promise<void> {
  const link = readToken(token, 'unsubscribe', ports.config.web.secrets)
  if (link) await ports.subscribers.unsubscribe(link.handle, ports.clock(), source)
}
