import type { Temporal } from 'temporal-polyfill'
import type { SubscriberRecord } from '../../deliveries/subscriber-record.ts'
import type { Actor, Person } from '../../subscribers/actor.ts'
import { type OwnHour, parseOwnHour } from '../../subscribers/own-hour.ts'
import { cleanName } from '../../subscribers/person-name.ts'
import { type Choices, type Chosen, chosenBetween, LINK_DAYS, type Wish } from '../../subscribers/preferences.ts'
import type { ConsentEvidence, Subscriber } from '../../subscribers/subscriber.ts'
import { readTimedToken, readToken } from '../../subscribers/token.ts'
import { CURRENT_WORDING } from '../../words/consent-wording.ts'
import { LANGUAGES } from '../../words/words-for.ts'
import { type MailLimitPorts, mayMail } from './mail-limits.ts'
import { type NewsletterView, preferencesView } from './preferences-view.ts'
import { languageOf } from './sign-up.ts'

/** When somebody said something, how, and what they had before them. */
interface Said {
  at: Temporal.Instant
  source: Person
  evidence?: ConsentEvidence
}

export interface PreferencesPorts extends MailLimitPorts {
  preferences: {
    of(handle: string): Promise<SubscriberRecord | undefined>
    describe(handle: string, about: { name?: string | null; language?: string }, said: Said): Promise<unknown>
    chooseHour(handle: string, ownHour: OwnHour | undefined, said: Said): Promise<unknown>
    choose(handle: string, chosen: Chosen, said: Said): Promise<unknown>
    join(handle: string, wish: Wish, said: Said): Promise<unknown>
    leaveAll(handle: string, said: Said): Promise<unknown>
  }
  subscribers: {
    erase(addressKey: string, at: Temporal.Instant, source: Actor): Promise<unknown>
    bySubscriptionHandle(handle: string): Promise<{ subscriber: Subscriber } | undefined>
    pause(handle: string, until: Temporal.Instant, at: Temporal.Instant, source: Actor): Promise<unknown>
    resume(handle: string, at: Temporal.Instant, source: Actor): Promise<unknown>
    unsubscribe(handle: string, at: Temporal.Instant, source: Actor): Promise<unknown>
    moveToFeed(handle: string, at: Temporal.Instant, source: Actor): Promise<unknown>
    moveToMail(handle: string, at: Temporal.Instant, source: Actor): Promise<unknown>
  }
  outbox: {
    put(mail: {
      content: { kind: 'preferences-link'; subscriber: string }
      address: string
      addressKey: string
      at: Temporal.Instant
    }): Promise<unknown>
  }
  clock(): Temporal.Instant
}

/** Whose link it is. `stale`: it proves who somebody was, and opens nothing. */
export type Holder =
  | { kind: 'open'; record: SubscriberRecord & { subscriber: Subscriber }; language: string }
  | { kind: 'stale'; record: SubscriberRecord & { subscriber: Subscriber }; language: string }
  | { kind: 'broken' }

export type OpenHolder = Extract<Holder, { kind: 'open' }>

/** A link older than a week, or one to unsubscribe, may have come into other hands with a mail that was passed on. */
export async function holderOf(ports: PreferencesPorts, token: string): Promise<Holder> {
  const { config, preferences, subscribers, clock } = ports
  const { secrets } = config.web
  const timed = readTimedToken(token, 'preferences', secrets)
  const lasting = readToken(token, 'unsubscribe', secrets)
  const owner = lasting && (await subscribers.bySubscriptionHandle(lasting.handle))
  const handle = timed?.handle ?? owner?.subscriber.handle
  const record = handle === undefined ? undefined : await preferences.of(handle)
  if (!record?.subscriber) return { kind: 'broken' }
  const isFresh = timed !== undefined && clock().since(timed.madeAt).total('hours') <= LINK_DAYS * 24
  const language = languageOf(config, record.subscriber.language)
  return { kind: isFresh ? 'open' : 'stale', record: { ...record, subscriber: record.subscriber }, language }
}

/** A form of the page; `shown` is what it was shown with. */
export type PreferencesWish =
  | { do: 'choose' | 'join'; newsletter: string; sent: Choices; shown: Choices }
  | { do: 'pause' | 'resume' | 'leave' | 'to-feed' | 'to-mail'; newsletter: string }
  | { do: 'leave-all' }
  | { do: 'you'; name?: string; language?: string }
  /** As they are written in the form. */
  | { do: 'hour'; hour: string; timezone: string }

/** What is not of this person, or not there to choose, changes nothing. */
export async function changePreferences(
  ports: PreferencesPorts,
  holder: OpenHolder,
  wish: PreferencesWish,
  network: string,
): Promise<void> {
  const { preferences } = ports
  const { handle } = holder.record.subscriber
  const evidence = { form: '/preferences', language: holder.language, network }
  const said: Said = { at: ports.clock(), source: 'link', evidence }
  if (wish.do === 'leave-all') return void (await preferences.leaveAll(handle, said))
  if (wish.do === 'you') {
    const language = LANGUAGES.find((words) => words.language === wish.language)?.language
    const name = wish.name === undefined ? {} : { name: cleanName(wish.name) ?? null }
    const about = { ...name, ...(language && { language }) }
    return void (await preferences.describe(handle, about, said))
  }
  if (wish.do === 'hour') return chooseHour(ports, holder, wish, said)
  const view = preferencesView(ports.config, holder).newsletters.find(({ id }) => id === wish.newsletter)
  if (!view) return
  if ('sent' in wish) return choose(ports, holder, view, wish, said)
  if (view.handle !== undefined) await step(ports, view.handle, wish.do, said)
}

async function chooseHour(
  { preferences, config }: PreferencesPorts,
  holder: OpenHolder,
  { hour, timezone }: Extract<PreferencesWish, { do: 'hour' }>,
  said: Said,
): Promise<void> {
  const ownHour = parseOwnHour(hour, timezone)
  if (!preferencesView(config, holder).hours || (hour !== '' && !ownHour)) return
  await preferences.chooseHour(holder.record.subscriber.handle, ownHour, said)
}

async function choose(
  { preferences }: PreferencesPorts,
  { record }: OpenHolder,
  view: NewsletterView,
  { do: what, sent, shown }: Extract<PreferencesWish, { sent: Choices }>,
  said: Said,
): Promise<void> {
  const { handle } = record.subscriber
  const cadence = view.cadences.find((each) => each === sent.cadence)
  const topics = sent.topics.filter((topic) => view.offered.includes(topic))
  if (what === 'choose') {
    const chosen = chosenBetween(view.id, shown, { topics, ...(cadence !== undefined && { cadence }) })
    return void (await preferences.choose(handle, chosen, said))
  }
  const wish = { newsletter: view.id, cadence: cadence ?? view.cadence ?? '', topics }
  const evidence = { ...said.evidence, wording: CURRENT_WORDING }
  await preferences.join(handle, wish, { ...said, evidence })
}

async function step(
  { subscribers, config }: PreferencesPorts,
  handle: string,
  what: 'pause' | 'resume' | 'leave' | 'to-feed' | 'to-mail',
  { at, source }: Said,
): Promise<void> {
  if (what === 'resume') await subscribers.resume(handle, at, source)
  else if (what === 'leave') await subscribers.unsubscribe(handle, at, source)
  else if (what === 'to-feed') await subscribers.moveToFeed(handle, at, source)
  else if (what === 'to-mail') await subscribers.moveToMail(handle, at, source)
  else {
    const until = at.toZonedDateTimeISO(config.site.timezone).add({ months: 1 }).toInstant()
    await subscribers.pause(handle, until, at, source)
  }
}

export async function eraseHolder({ subscribers, clock }: PreferencesPorts, { record }: OpenHolder): Promise<void> {
  await subscribers.erase(record.subscriber.addressKey, clock(), 'link')
}

/** To the address that is held, whoever asks; as often as confirmations go there. */
export async function sendFreshLink(
  ports: PreferencesPorts,
  { record }: Extract<Holder, { kind: 'stale' }>,
): Promise<void> {
  const { address, addressKey, handle } = record.subscriber
  const at = ports.clock()
  if (record.suppression || !(await mayMail(ports, addressKey, at))) return
  const content = { kind: 'preferences-link' as const, subscriber: handle }
  await ports.outbox.put({ content, address, addressKey, at })
}
