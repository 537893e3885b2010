import type { Temporal } from 'temporal-polyfill'
import type { PlainMap } from '../posts/plain-data.ts'
import type { WrittenDate } from '../posts/post.ts'

/** Template's file name, `digest.mjml`, → its text. */
export type TemplateFiles = Map<string, string>

/** All that a variant is made of: the same input gives the same bytes. */
export interface VariantInput {
  site: {
    title: string
    url: string
    /** BCP 47: the language in which the mail speaks around its posts. */
    language: string
    /** IANA zone in which dates are written. */
    timezone: string
    author?: { name: string }
    postalAddress?: string
    /** What the site's engine calls its parameters. */
    params?: PlainMap
  }
  newsletter: {
    id: string
    title: string
    template: string
    /** `teaser`: one post alone is shown as one of several is. */
    onePost?: 'teaser'
    /** A Liquid pattern, for mails whose first post names no subject of its own. */
    subject?: string
    /** false: inboxes are told nothing beside the subject, unless the first post's author did. */
    preheader?: false
    /** Its reader is greeted, by name where that is known. */
    greeting?: true
  }
  /** The edition's date. */
  date: Temporal.Instant
  /** The edition's number, once it has one. */
  number?: number
  /** What its editor put above the posts. */
  note?: MailNote
  /** In the order of the edition. At least one. */
  posts: MailPost[]
  /** Bit i is set where post i of the edition is in it. */
  mask: number
  links: {
    /** Holds TOKEN_PLACEHOLDER where the token goes. */
    unsubscribe: string
    /** Holds PREFERENCES_PLACEHOLDER; older editions have none. */
    preferences?: string
    /** This number's page in the archive. */
    archive?: string
    /** The page to sign up on, where there is one. */
    subscribe?: string
  }
  /** The picture of the masthead, where the theme has one. */
  logo?: MailLogo
  /** The variant's own, put in the place of TOKEN_PLACEHOLDER, and one made of it in the other's; without one, they stay, as in what a plan hashes. */
  placeholder?: string
  templates: TemplateFiles
  /** For `send --to`: says on top that it is a test. (Its links are made inert when a message is made of it.) */
  test?: boolean
}

/** An editor's note as a mail shows it. */
export interface MailNote {
  /** Of the mail: one line of plain text each. */
  subject?: string
  preheader?: string
  /** Made safe and fit for a mail; empty where it says no more. */
  html: string
  text: string
}

/** A post as a mail shows it. */
export interface MailPost {
  id: string
  /** Absolute. */
  url: string
  /** Plain text. */
  title: string
  publishedAt: WrittenDate
  /** Plain text, may be empty. */
  summary: string
  /** The whole post, made safe and fit for a mail (bodies/for-mail). */
  html: string
  /** The whole post as text (bodies/to-text). */
  text: string
  /** BCP 47. */
  language: string
  cover?: MailCover
  tags: string[]
  readingMinutes?: number
  /** What its author puts above it: made safe and fit for a mail, and as text. */
  intro?: { html: string; text: string }
  /** Its front matter's own fields. */
  params?: PlainMap
  /** Of the mail that it leads, as its author wants them; one line of plain text each. */
  subject?: string
  preheader?: string
  /** A higher one comes first; none: 0. */
  priority?: number
  /** Its HTML is a beginning, with a link to the rest (fit-posts.ts). */
  isCut?: boolean
}

export interface MailCover {
  /** Absolute, of a kind that mail clients show. */
  url: string
  width?: number
  height?: number
  alt?: string
}

export interface MailLogo {
  /** Absolute. */
  url: string
  /** As it is shown, in CSS pixels. */
  width?: number
  alt?: string
}
