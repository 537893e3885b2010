import { Temporal } from 'temporal-polyfill'
import { directionOf } from '../bodies/direction.ts'
import { readTheme } from '../config/read-theme.ts'
import { type Colours, columnWidth, type Theme } from '../config/theme.ts'
import { writtenDay } from '../posts/dates.ts'
import type { PlainMap } from '../posts/plain-data.ts'
import { longDay } from '../words/long-date.ts'
import { namesSite } from '../words/names-site.ts'
import type { MailWords, Words } from '../words/words.ts'
import { wordsFor } from '../words/words-for.ts'
import { editionDay, postDays } from './edition-day.ts'
import { type FontStacks, fontsFor } from './font-stacks.ts'
import { preheaderOf, preheaderPadding } from './preheader.ts'
import { subjectOf } from './subject.ts'
import { placeholdersOf } from './variant.ts'
import type { MailCover, MailLogo, MailPost, VariantInput } from './variant-input.ts'

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
  theme: TemplateTheme
  site: { title: string; url: string; author: string | null; postalAddress: string | null; params: PlainMap }
  newsletter: { id: string; title: string }
  /** `No. 12` */
  number: string | null
  /** The edition's date in words. */
  date: string
  postCount: string
  /** A place that each reader's own greeting goes to, where they are greeted. */
  greeting: string | null
  /** What its editor put above the posts; as a post's html is. */
  note: string | null
  posts: TemplatePost[]
  links: { unsubscribe: string; preferences: string | null; archive: string | null; subscribe: string | null }
  words: TemplateWords
  isTest: boolean
}

/** What theme.toml says: widths in CSS pixels, colours as `#1f1d1a`. */
export interface TemplateTheme {
  light: Colours
  dark: Colours
  width: number
  margin: number
  column: number
  gap: number
  radius: number
  logo: { url: string; alt: string; width: number } | null
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

/** Phrases alone: Liquid would call a function without its values. */
const PHRASES = [
  'readOnline',
  'readOnWeb',
  'continueReading',
  'share',
  'forwarded',
  'unsubscribe',
  'preferences',
  'postalAddress',
  'testNote',
] as const

export type TemplateWords = Pick<MailWords, (typeof PHRASES)[number]> & { reason: string; subscribe: string }

type Direction = 'ltr' | 'rtl'
/** Where a line begins: MJML's `align` knows left and right only. */
type Side = 'left' | 'right'

/** What the models of an edition's variants share: the same objects, so that it can be told that they are. */
export interface SharedModel {
  values: Omit<TemplateModel, 'subject' | 'preheader' | 'preheaderPadding' | 'date' | 'postCount' | 'posts'>
  theme: Theme
  /** Those that were asked for. */
  posts: WeakMap<MailPost, TemplatePost>
}

export function sharedModel(input: Omit<VariantInput, 'posts' | 'mask'>): SharedModel {
  const { site, newsletter, links } = input
  const words = wordsFor(site.language)
  const { theme } = readTheme(input.templates)
  const values: SharedModel['values'] = {
    ...setting(site.language, theme),
    theme: templateTheme(theme, input),
    site: {
      title: site.title,
      url: site.url,
      author: site.author?.name ?? null,
      postalAddress: site.postalAddress ?? null,
      params: site.params ?? {},
    },
    newsletter: { id: newsletter.id, title: newsletter.title },
    number: input.number === undefined ? null : words.mail.number(input.number),
    greeting: newsletter.greeting ? placeholdersOf(input).greeting : null,
    note: input.note?.html || null,
    links: {
      unsubscribe: links.unsubscribe,
      preferences: links.preferences ?? null,
      archive: links.archive ?? null,
      subscribe: links.subscribe ?? null,
    },
    words: templateWords(words, input),
    isTest: input.test ?? false,
  }
  return { values, theme, posts: new WeakMap() }
}

/** @param subject where it is no plain one: see mailSubject */
export function templateModel(
  input: VariantInput,
  subject = subjectOf(input.posts, input.site.language),
  shared = sharedModel(input),
): TemplateModel {
  const { site, posts } = input
  const { mail } = wordsFor(site.language)
  const isOn = input.newsletter.preheader !== false
  const preheader = input.note?.preheader ?? preheaderOf(posts, isOn)
  return {
    ...shared.values,
    subject,
    preheader,
    preheaderPadding: isOn || preheader !== '' ? preheaderPadding(preheader) : '',
    date: longDay(editionDay(input.date, site.timezone, postDays(posts, input.date)), site.language),
    postCount: mail.postCount(posts.length),
    posts: posts.map((post) => sharedPost(post, site.language, shared)),
  }
}

function sharedPost(post: MailPost, language: string, { theme, posts }: SharedModel): TemplatePost {
  const known = posts.get(post)
  if (known) return known
  const made = templatePost(post, language, theme)
  posts.set(post, made)
  return made
}

function templateWords(
  { mail, subscribe }: Words,
  { newsletter, site }: Pick<VariantInput, 'newsletter' | 'site'>,
): TemplateWords {
  const phrases = Object.fromEntries(PHRASES.map((name) => [name, mail[name]])) as Pick<
    MailWords,
    (typeof PHRASES)[number]
  >
  const reason = mail.reason(newsletter.title, namesSite(newsletter.title, site.title) ? undefined : site.title)
  return { ...phrases, subscribe: subscribe.button, reason }
}

function templatePost(post: MailPost, language: string, theme: Theme): TemplatePost {
  const { mail } = wordsFor(language)
  return {
    title: post.title,
    url: post.url,
    date: longDay(Temporal.PlainDate.from(writtenDay(post.publishedAt)), language),
    readingTime: post.readingMinutes === undefined ? null : mail.readingTime(post.readingMinutes),
    summary: post.summary,
    html: post.html,
    tags: post.tags,
    intro: post.intro?.html ?? null,
    params: post.params ?? {},
    ...setting(post.language, theme),
    cover: post.cover ? templateCover(post.cover, post.title, columnWidth(theme)) : null,
    coverIsInText: post.cover !== undefined && post.html.includes(`"${post.cover.url}"`),
    isCut: post.isCut ?? false,
  }
}

function templateTheme(theme: Theme, { logo, newsletter }: Pick<VariantInput, 'logo' | 'newsletter'>): TemplateTheme {
  const { light, dark, width, margin, gap, radius } = theme
  const column = columnWidth(theme)
  return {
    light,
    dark,
    width,
    margin,
    column,
    gap,
    radius,
    logo: logo ? templateLogo(logo, newsletter.title, column) : null,
  }
}

/** A logo says the newsletter's title, unless its theme says otherwise. */
function templateLogo({ url, alt, width }: MailLogo, title: string, column: number): TemplateTheme['logo'] {
  return { url, alt: alt ?? title, width: Math.min(width ?? USUAL_LOGO, column) }
}

/** CSS pixels, of one whose size nobody knows. */
const USUAL_LOGO = 200

function setting(language: string, theme: Theme) {
  const direction: Direction = directionOf(language)
  const start: Side = direction === 'rtl' ? 'right' : 'left'
  return { language, direction, start, fonts: fontsFor(language, theme.fonts) }
}

/** Never wider than the column, and a small picture never blown up. */
function templateCover(cover: MailCover, title: string, column: number): TemplatePost['cover'] {
  return { url: cover.url, alt: cover.alt ?? title, width: Math.min(cover.width ?? column, column) }
}
