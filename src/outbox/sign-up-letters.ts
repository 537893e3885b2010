import type { Temporal } from 'temporal-polyfill'
import { preferencesUrl } from '../subscribers/preferences-url.ts'
import { CONFIRM_HOURS } from '../subscribers/sign-up.ts'
import { confirmUrl } from '../subscribers/subscribe-urls.ts'
import { signTimedToken, signToken } from '../subscribers/token.ts'
import { unsubscribeUrl } from '../subscribers/unsubscribe-url.ts'
import { listOf } from '../words/list-of.ts'
import { wordsFor } from '../words/words-for.ts'
import type { Letter, LetterLink, LetterNote, LetterPart } from './letter.ts'

/** Whose mails these are. */
export interface LetterHead {
  site: { title: string; postalAddress?: string }
  web: { url: string; secrets: string[] }
}

/**
 * To an address that somebody gave, and nobody knows whose it is. Nothing in it was typed by them: titles are the
 * operator's, and the link says nothing.
 */
export function askLetter(
  head: LetterHead,
  signUp: { handle: string; at: Temporal.Instant; language: string },
  titles: string[],
): Letter {
  const { subscribe } = wordsFor(signUp.language)
  const token = signTimedToken('confirm', signUp.handle, signUp.at, head.web.secrets)
  return {
    subject: subscribe.askSubject(head.site.title),
    language: signUp.language,
    parts: [
      subscribe.askIntro(listOf(titles, signUp.language)),
      { label: subscribe.confirm, url: confirmUrl(head.web.url, token), isButton: true },
      subscribe.hours(CONFIRM_HOURS),
      subscribe.ignore,
    ],
    foot: footOf(head),
  }
}

/** Whom a letter goes to, who is subscribed. */
export interface Addressee {
  language: string
  /** The subscriber's. */
  handle: string
  /** When their link to what they get is made. */
  at: Temporal.Instant
}

/** To somebody who gets all of it already. */
export function alreadyLetter(
  head: LetterHead,
  to: Addressee,
  subscriptions: { title: string; handle: string }[],
): Letter {
  const { language } = to
  const { subscribe } = wordsFor(language)
  const titles = subscriptions.map(({ title }) => title)
  return {
    subject: subscribe.alreadySubject(head.site.title),
    language,
    parts: [subscribe.alreadyIntro(listOf(titles, language))],
    foot: [...ownLinks(head, to, subscriptions), ...footOf(head)],
  }
}

/** A number that went out. */
export interface LatestNumber {
  subject: string
  url: string
  posts: { title: string; url: string }[]
}

/** What an operator says to who signs up. */
export interface WelcomeNote extends LetterNote {
  subject?: string
}

/** In the operator's words, where there are some. */
export function welcomeLetter(
  head: LetterHead,
  to: Addressee,
  subscriptions: { title: string; handle: string; latest?: LatestNumber; note?: WelcomeNote }[],
): Letter {
  const { language } = to
  const { subscribe } = wordsFor(language)
  const titles = listOf(
    subscriptions.map(({ title }) => title),
    language,
  )
  const numbers = subscriptions.flatMap(({ title, latest }) => (latest ? [{ ...latest, title }] : []))
  const notes = subscriptions.flatMap(({ note }) => note ?? [])
  return {
    subject: notes.find(({ subject }) => subject)?.subject ?? subscribe.welcomeSubject(titles),
    language,
    parts: [
      ...(notes.length > 0 ? notes : [subscribe.welcomeIntro(titles)]),
      ...numbers.map(
        ({ title, subject, url, posts }): LetterPart => ({
          heading: numbers.length > 1 ? `${subscribe.latest} ${title}` : subscribe.latest,
          number: { label: subject, url },
          posts: isOneByName(subject, posts) ? [] : posts.map((post) => ({ label: post.title, url: post.url })),
        }),
      ),
    ],
    foot: [...ownLinks(head, to, subscriptions), ...footOf(head)],
  }
}

/** Its number is called after it, and says all that it would. */
function isOneByName(subject: string, posts: LatestNumber['posts']): boolean {
  return posts.length === 1 && posts[0]?.title === subject
}

/** To what they get, and to leave. */
function ownLinks(
  { web }: LetterHead,
  { language, handle: own, at }: Addressee,
  subscriptions: { title: string; handle: string }[],
): LetterLink[] {
  const { mail } = wordsFor(language)
  const preferences = preferencesUrl(web.url, signTimedToken('preferences', own, at, web.secrets))
  const leaving = subscriptions.map(({ title, handle }) => ({
    label: subscriptions.length > 1 ? `${mail.unsubscribe}: ${title}` : mail.unsubscribe,
    url: unsubscribeUrl(web.url, signToken('unsubscribe', handle, web.secrets)),
  }))
  return [{ label: mail.preferences, url: preferences }, ...leaving]
}

export function footOf({ site }: LetterHead): string[] {
  return [site.title, ...(site.postalAddress ? [site.postalAddress] : [])]
}
