import type { Temporal } from 'temporal-polyfill'
import type { Config, NewsletterConfig } from '../../config/config.ts'
import type { SubscriberRecord } from '../../deliveries/subscriber-record.ts'
import type { OwnHour } from '../../subscribers/own-hour.ts'
import type { Choices } from '../../subscribers/preferences.ts'
import type { Subscriber, Subscription } from '../../subscribers/subscriber.ts'
import { cadencesOf } from '../newsletter-named.ts'
import { offeredNewsletters } from './offered.ts'

/** What a page shows of a person. */
export interface PreferencesView {
  address: string
  name?: string
  language: string
  isSuppressed: boolean
  newsletters: NewsletterView[]
  /** Where they get a newsletter that waits for its readers' hours. */
  hours?: HoursView
}

export interface HoursView {
  /** Titles. */
  newsletters: string[]
  chosen?: OwnHour
  /** That of their hour; else the site's. */
  timezone: string
}

export interface NewsletterView extends Choices {
  id: string
  title: string
  state: 'active' | 'paused' | 'by-feed' | 'none'
  /** The subscription's, where they have one. */
  handle?: string
  /** The day, in the site's zone. */
  pausedUntil?: Temporal.PlainDate
  /** More than one, where there is a choice. */
  cadences: string[]
  offered: string[]
}

interface ViewedPerson {
  record: SubscriberRecord & { subscriber: Subscriber }
  language: string
}

export function preferencesView(config: Config, { record, language }: ViewedPerson): PreferencesView {
  const { subscriber, suppression } = record
  const newsletters = config.newsletters.flatMap((newsletter) => newsletterView(config, newsletter, record) ?? [])
  return {
    address: subscriber.address,
    ...(subscriber.name !== undefined && { name: subscriber.name }),
    language,
    isSuppressed: suppression !== undefined,
    newsletters,
    ...hoursView(config, newsletters, subscriber),
  }
}

function hoursView(
  { newsletters, site }: Config,
  views: NewsletterView[],
  { ownHour }: Subscriber,
): Pick<PreferencesView, 'hours'> {
  const own = new Set(views.filter(({ state }) => state !== 'none').map(({ id }) => id))
  const titles = newsletters.filter(({ id, ownHour: waits }) => waits && own.has(id)).map(({ title }) => title)
  if (titles.length === 0) return {}
  const timezone = ownHour?.timezone ?? site.timezone
  return { hours: { newsletters: titles, timezone, ...(ownHour && { chosen: ownHour }) } }
}

/** Those that they get or left, and those that anybody may ask for; none that an operator took them out of. */
function newsletterView(
  config: Config,
  newsletter: NewsletterConfig,
  { subscriptions, consents }: SubscriberRecord,
): NewsletterView | undefined {
  const { id, title, topics } = newsletter
  const own = subscriptions.find((subscription) => subscription.newsletter === id)
  const isOffered = offeredNewsletters(config).some((offered) => offered.id === id)
  const state = stateOf(own)
  const last = consents.findLast((consent) => consent.newsletter === id)?.action
  if (state === 'none' && !isOffered && last !== 'unsubscribed') return undefined
  const cadences = cadencesOf(newsletter)
  const until = own?.pausedUntil?.toZonedDateTimeISO(config.site.timezone).toPlainDate()
  return {
    id,
    title,
    state,
    ...(own && { handle: own.handle }),
    ...(until && { pausedUntil: until }),
    cadence: own?.cadence ?? cadences[0],
    cadences: cadences.length > 1 ? cadences : [],
    topics: own?.topics ?? [],
    offered: [...new Set([...topics, ...(own?.topics ?? [])])],
  }
}

function stateOf(own: Subscription | undefined): NewsletterView['state'] {
  if (!own || own.state === 'unsubscribed' || own.state === 'pending') return 'none'
  return own.state
}
