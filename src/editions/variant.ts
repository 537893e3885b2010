import type { Temporal } from 'temporal-polyfill'
import type { Mailbox } from '../config/mailbox.ts'
import { PREFERENCES_PLACEHOLDER, preferencesPlaceholder, TOKEN_PLACEHOLDER } from '../subscribers/token.ts'
import { GREETING_PLACEHOLDER, greetingPlaceholder } from './greeting.ts'

/**
 * One rendering of an edition, for all who get the same posts in the same language. Stored when the edition is made;
 * a message is this and a delivery. Where something personal goes, `html` and `text` hold its placeholder; a token's is as
 * long as a token, so that splicing moves no line break.
 */
export interface Variant {
  /** Bit i is set where post i of the edition is in it. */
  mask: number
  /** Identities of its posts, in order. */
  postIds: string[]
  language: string
  subject: string
  preheader: string
  html: string
  text: string
  /** Its own (newPlaceholder of subscribers/token.ts); without one, TOKEN_PLACEHOLDER, which variants had before. */
  placeholder?: string
}

export function placeholderOf({ placeholder = TOKEN_PLACEHOLDER }: Pick<Variant, 'placeholder'>): string {
  return placeholder
}

/** Which of a reader's tokens goes where. */
export const PERSONAL_TOKENS = ['token', 'preferences'] as const

export type PersonalToken = (typeof PERSONAL_TOKENS)[number]

/** What of a mail's text is each reader's own: these, and how they are greeted. */
export const PERSONAL_PARTS = [...PERSONAL_TOKENS, 'greeting'] as const

export type PersonalPart = (typeof PERSONAL_PARTS)[number]

/** What stands in a variant where each of them goes: letters and digits, as many as a token has, or a greeting at most. */
export function placeholdersOf(variant: Pick<Variant, 'placeholder'>): Record<PersonalPart, string> {
  const { placeholder } = variant
  return {
    token: placeholderOf(variant),
    preferences: placeholder === undefined ? PREFERENCES_PLACEHOLDER : preferencesPlaceholder(placeholder),
    greeting: placeholder === undefined ? GREETING_PLACEHOLDER : greetingPlaceholder(placeholder),
  }
}

/** What all messages of an edition share beside their variant. */
export interface EditionHeaders {
  /** `weekly/12`. */
  edition: string
  newsletter: { id: string; title: string }
  from: Mailbox
  replyTo?: Mailbox
  /** The edition's date: the same in every message, archive page and retry. */
  date: Temporal.Instant
  /** Of the posts that most people get; see edition-day.ts. None in those of older versions. */
  postDays?: string[]
  /** Of a correction: what names the mail of the same person that it corrects. */
  corrects?: { newsletter: string; number: string; birth?: string; domain: string }
  /** Hash of the note that it has. */
  note?: string
  /** `mail`: its pictures are within it; else it loads them from web.url. */
  pictures?: 'mail'
  /** Address of an inbox that is read: who writes there to leave, leaves. */
  leaveTo?: string
  /** Base of unsubscribe links; ends in a slash. */
  webUrl: string
}
