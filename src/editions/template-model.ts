import { Temporal } from 'temporal-polyfill'
import { directionOf } from '../bodies/direction.ts'
import { writtenDay } from '../posts/dates.ts'
import type { PlainMap } from '../posts/plain-data.ts'
import { longDay } from '../words/long-date.ts'
import { namesSite } from '../words/names-site.ts'
import type { MailWords } from '../words/words.ts'
import { wordsFor } from '../words/words-for.ts'
import { editionDay, postDays } from './edition-day.ts'
import { type FontStacks, fontsFor } from './font-stacks.ts'
import { preheaderOf, preheaderPadding } from './preheader.ts'
import { subjectOf } from './subject.ts'
import type { MailCover, MailPost, VariantInput } from './variant-input.ts'

/** Width of a mail's column in CSS pixels: 600 less its two margins of 24. */
export const COLUMN_WIDTH = 552

/**
 * What a template sees, under these names. A contract with the templates that operators write: add, never rename.
 * What is not there is null, never undefined, so that a mistyped name is an error.
 */
export interface TemplateModel {
  subject: string
  preheader: string
  preheaderPadding: string
  language: string
  direction: Direction
  start: Side
  fonts: FontStacks
  site: { title: string; url: string; author: string | null; postalAddress: string | null; params: PlainMap }
  newsletter: { id: string; title: string }
  /** `No. 12` */
  number: string | null
  /** The edition's date in words. */
  date: string
  postCount: string
  posts: TemplatePost[]
  links: { unsubscribe: string; preferences: string | null; archive: string | null }
  words: TemplateWords
  isTest: boolean
}

export interface TemplatePost {
  title: string
  url: string
  /** The day it was published, as its author's calendar showed it, in words of the mail's language. */
  date: string
  readingTime: string | null
  summary: string
  /** Made safe already: print it with `| raw`. */
  html: string
  tags: string[]
  /** Of the mail alone, above the post; as html is. */
  intro: string | null
  /** Of its front matter, as plain data with keys in lower case. */
  params: PlainMap
  language: string
  direction: Direction
  start: Side
  fonts: FontStacks
  cover: { url: string; alt: string; width: number } | null
  /** For a mail with the whole post, which need not show the same picture twice. */
  coverIsInText: boolean
  /** `html` is a beginning that ends with a link to the rest, since the whole is more than Gmail shows. */
  isCut: boolean
}

export type TemplateWords = Pick<
  MailWords,
  'readOnline' | 'readOnWeb' | 'continueReading' | 'unsubscribe' | 'preferences' | 'postalAddress' | 'testNote'
> & { reason: string }

type Direction = 'ltr' | 'rtl'
/** Where a line begins: MJML's `align` knows left and right only. */
type Side = 'left' | 'right'

/** @param subject where it is no plain one: see mailSubject */
export function templateModel(
  input: VariantInput,
  subject = subjectOf(input.posts, input.site.language),
): TemplateModel {
  const { site, newsletter } = input
  const { mail } = wordsFor(site.language)
  const isOn = newsletter.preheader !== false
  const preheader = preheaderOf(input.posts, isOn)
  return {
    subject,
    preheader,
    preheaderPadding: isOn || preheader !== '' ? preheaderPadding(preheader) : '',
    ...setting(site.language),
    site: {
      title: site.title,
      url: site.url,
      author: site.author?.name ?? null,
      postalAddress: site.postalAddress ?? null,
      params: site.params ?? {},
    },
    newsletter: { id: newsletter.id, title: newsletter.title },
    number: input.number === undefined ? null : mail.number(input.number),
    date: longDay(editionDay(input.date, site.timezone, postDays(input.posts, input.date)), site.language),
    postCount: mail.postCount(input.posts.length),
    posts: input.posts.map((post) => templatePost(post, input, mail)),
    links: {
      unsubscribe: input.links.unsubscribe,
      preferences: input.links.preferences ?? null,
      archive: input.links.archive ?? null,
    },
    words: templateWords(mail, input),
    isTest: input.test ?? false,
  }
}

/** Phrases alone: Liquid would call a function without its values. */
function templateWords(mail: MailWords, { newsletter, site }: VariantInput): TemplateWords {
  const { readOnline, readOnWeb, continueReading, unsubscribe, preferences, postalAddress, testNote } = mail
  const reason = mail.reason(newsletter.title, namesSite(newsletter.title, site.title) ? undefined : site.title)
  return { readOnline, readOnWeb, continueReading, unsubscribe, preferences, postalAddress, testNote, reason }
}

function templatePost(post: MailPost, { site }: VariantInput, mail: MailWords): TemplatePost {
  return {
    title: post.title,
    url: post.url,
    date: longDay(Temporal.PlainDate.from(writtenDay(post.publishedAt)), site.language),
    readingTime: post.readingMinutes === undefined ? null : mail.readingTime(post.readingMinutes),
    summary: post.summary,
    html: post.html,
    tags: post.tags,
    intro: post.intro?.html ?? null,
    params: post.params ?? {},
    ...setting(post.language),
    cover: post.cover ? templateCover(post.cover, post.title) : null,
    coverIsInText: post.cover !== undefined && post.html.includes(`"${post.cover.url}"`),
    isCut: post.isCut ?? false,
  }
}

function setting(language: string): { language: string; direction: Direction; start: Side; fonts: FontStacks } {
  const direction = directionOf(language)
  return { language, direction, start: direction === 'rtl' ? 'right' : 'left', fonts: fontsFor(language) }
}

/** Never wider than the column, and a small picture never blown up. */
function templateCover(cover: MailCover, title: string): TemplatePost['cover'] {
  return { url: cover.url, alt: cover.alt ?? title, width: Math.min(cover.width ?? COLUMN_WIDTH, COLUMN_WIDTH) }
}
