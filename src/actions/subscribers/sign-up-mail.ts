import type { Temporal } from 'temporal-polyfill'
import type { Config } from '../../config/config.ts'
import type { Theme } from '../../config/theme.ts'
import type { Edition, EditionFilter } from '../../editions/edition.ts'
import { writeLetter } from '../../outbox/letter.ts'
import {
  type Addressee,
  alreadyLetter,
  askLetter,
  type LatestNumber,
  type WelcomeNote,
  welcomeLetter,
} from '../../outbox/sign-up-letters.ts'
import type { WrittenMail } from '../../outbox/written-mail.ts'
import type { SignUpStanding } from '../../subscribers/sign-up.ts'
import type { Subscriber, Subscription } from '../../subscribers/subscriber.ts'
import { archiveUrl } from '../archive-url.ts'
import { titleOf } from '../newsletter-named.ts'
import { languageOf } from './sign-up.ts'

export interface SignUpMailPorts {
  config: Config
  /** What it looks like; without one, the classic one. */
  theme?: Theme
  signUps: { standing(handle: string): Promise<SignUpStanding | undefined> }
  subscribers: {
    bySubscriptionHandle(handle: string): Promise<{ subscriber: Subscriber; subscription: Subscription } | undefined>
  }
  editions: {
    list(filter: EditionFilter): Promise<Edition[]>
    /** Of a number that went out, as its first variant has them. */
    postsOf(editionId: number): Promise<{ title: string; urlPath: string }[]>
  }
  /** What the operator says to who signs up for a newsletter, in this language. */
  welcomeNote(newsletter: string, language: string): Promise<WelcomeNote | undefined>
}

/** Undefined where there is nothing to say any more, and it is not sent. */
type Said = WrittenMail | undefined

/** Asks, or says that they get it already: found out now, and not where somebody could watch how long that takes. */
export async function signUpMail(
  { config, theme, signUps }: SignUpMailPorts,
  handle: string,
  at: Temporal.Instant,
): Promise<Said> {
  const standing = await signUps.standing(handle)
  if (!standing || standing.isSuppressed) return undefined
  const { signUp, already } = standing
  const isKnown = (id: string) => config.newsletters.some((newsletter) => newsletter.id === id)
  const titles = signUp.newsletters.filter(isKnown).map((id) => titleOf(config, id))
  if (titles.length === 0) return undefined
  if (already.length < signUp.newsletters.length) return writeLetter(askLetter(config, signUp, titles), theme)
  const known = already.map((one) => ({ title: titleOf(config, one.newsletter), handle: one.handle }))
  const to = { language: signUp.language, handle: already[0]?.subscriberHandle ?? '', at }
  return writeLetter(alreadyLetter(config, to, known), theme)
}

/** With the latest number of each newsletter, for who begins today waits for the next one. */
export async function welcomeMail(ports: SignUpMailPorts, handles: string[], at: Temporal.Instant): Promise<Said> {
  const { config, theme, subscribers } = ports
  const begun: Parameters<typeof welcomeLetter>[2] = []
  let to: Addressee | undefined
  for (const handle of handles) {
    const known = await subscribers.bySubscriptionHandle(handle)
    if (known?.subscription.state !== 'active') continue
    to = { language: languageOf(config, known.subscriber.language), handle: known.subscriber.handle, at }
    const { newsletter } = known.subscription
    const [latest, note] = [await latestOf(ports, newsletter), await ports.welcomeNote(newsletter, to.language)]
    begun.push({ title: titleOf(config, newsletter), handle, ...(latest && { latest }), ...(note && { note }) })
  }
  return to && writeLetter(welcomeLetter(config, to, begun), theme)
}

async function latestOf({ config, editions }: SignUpMailPorts, newsletter: string): Promise<LatestNumber | undefined> {
  if (!config.archive.enabled) return undefined
  const recent = await editions.list({ newsletter, numbered: true, limit: RECENT })
  // From the moment its recipients were frozen it stands in the archive.
  const edition = recent.find(({ number, candidateCount }) => number !== undefined && candidateCount !== undefined)
  if (edition?.number === undefined) return undefined
  const posts = await editions.postsOf(edition.id)
  return {
    subject: edition.subject,
    url: archiveUrl(config.web.url, newsletter, edition.number),
    posts: posts.map(({ title, urlPath }) => ({ title, url: new URL(urlPath, config.site.url).href })),
  }
}

const RECENT = 20
