import { createHash } from 'node:crypto'
import type { BuiltDocument } from '../../feeds/built-document.ts'
import { CODINGS, type Coding } from './content-coding.ts'
import { formatHttpDate } from './http-date.ts'
import type { Validators } from './preconditions.ts'

/** One form of a document: its bytes and the headers that go with them, as the flat list that Node writes fastest. */
export interface Representation extends Validators {
  bytes: Uint8Array
  headers: string[]
  /** Those of a 304 (RFC 9110 §15.4.5): what a cache needs to freshen what it has, and no more. */
  headersWithoutBytes: string[]
}

/** A document in memory, ready to be sent. */
export interface ServedFeed {
  tag: string
  stamp: string
  /** Epoch milliseconds. */
  modifiedAt: number
  /** Bytes that it takes in memory. */
  size: number
  /** Whether it will say the same, but for a new build. */
  isSettled: boolean
  /** In each coding that there is. */
  forms: Partial<Record<Coding, Forms>>
}

export interface Forms {
  reader: Representation
  /** As XML that a browser shows by its style sheet. */
  browser: Representation
}

export interface Headed {
  /** Media type with its charset; the one for browsers where it is another. */
  type: string
  browserType?: string
  /** The value of a Link header. */
  link?: string
}

/**
 * A second may hold two versions, and a date cannot tell them apart: while it lasts, no Last-Modified is given
 * (RFC 9110 §8.8.2.2).
 */
const DATE_SETTLES_MS = 1_000

/**
 * @param now epoch milliseconds
 * @param before what was served in its place until now
 */
export function serveFeed(built: BuiltDocument, headed: Headed, now: number, before?: ServedFeed): ServedFeed {
  const tag = createHash('sha256').update(built.bytes).digest('hex').slice(0, 32)
  const modifiedAt = before ? dateBeside(before, tag, built.modifiedAt) : built.modifiedAt
  const isSettled = modifiedAt + DATE_SETTLES_MS < now
  const lastModified = isSettled ? Math.floor(modifiedAt / 1000) : undefined
  const forms: Partial<Record<Coding, Forms>> = {}
  for (const coding of CODINGS) {
    const bytes = coding === 'identity' ? built.bytes : built[coding]
    if (!bytes) continue
    const form = (type: string, mark: string) => represent(bytes, { ...headed, type, coding, mark, tag, lastModified })
    const reader = form(headed.type, '')
    forms[coding] = { reader, browser: headed.browserType ? form(headed.browserType, '-xml') : reader }
  }
  return {
    stamp: built.stamp,
    tag,
    modifiedAt,
    size: Object.values(forms).reduce((sum, { reader }) => sum + reader.bytes.length, 0),
    isSettled,
    forms,
  }
}

/** The same bytes keep their date, though the folder was deleted and built anew; others get a later one, though restored from a copy. */
function dateBeside(before: ServedFeed, tag: string, modifiedAt: number): number {
  if (before.tag === tag) return Math.min(before.modifiedAt, modifiedAt)
  return Math.max(before.modifiedAt + DATE_SETTLES_MS, modifiedAt)
}

interface Form extends Headed, Validators {
  coding: Coding
  /** Sets the tag of this form apart from another's: a strong tag is that of one representation (RFC 9110 §8.8.1). */
  mark: string
}

function represent(bytes: Uint8Array, form: Form): Representation {
  const { coding, lastModified, link } = form
  const etag = `"${form.tag}${form.mark}${coding === 'identity' ? '' : `-${coding}`}"`
  const common = [
    ...['ETag', etag],
    ...['Cache-Control', CACHE_CONTROL],
    ...['Vary', form.browserType ? 'Accept, Accept-Encoding' : 'Accept-Encoding'],
    ...OPEN_TO_ALL,
  ]
  const headers = [
    ...['Content-Type', form.type],
    ...['Content-Length', String(bytes.length)],
    ...(coding === 'identity' ? [] : ['Content-Encoding', coding]),
    ...common,
    ...(lastModified === undefined ? [] : ['Last-Modified', formatHttpDate(lastModified)]),
    ...(link ? ['Link', link] : []),
    ...['Accept-Ranges', 'none'],
    ...EMBEDDED_ANYWHERE,
    ...['X-Content-Type-Options', 'nosniff'],
    ...(form.browserType && form.type !== form.browserType ? [] : SHOWN_IN_A_BROWSER),
  ]
  return {
    tag: form.tag,
    etag,
    ...(lastModified !== undefined && { lastModified }),
    bytes,
    headers,
    headersWithoutBytes: common,
  }
}

/** How long others may keep it: a new post is then minutes late at most, and most readers ask once an hour. */
export const CACHE_CONTROL = 'public, max-age=300'

/** Readers that are web pages fetch it themselves. */
export const OPEN_TO_ALL = ['Access-Control-Allow-Origin', '*']
const EMBEDDED_ANYWHERE = [
  ...['Access-Control-Expose-Headers', 'ETag, Link'],
  ...['Cross-Origin-Resource-Policy', 'cross-origin'],
]

/** Posts bring pictures from anywhere; nothing in a feed runs a script, and nothing is sent anywhere. */
const SHOWN_IN_A_BROWSER = [
  [
    'Content-Security-Policy',
    "default-src 'none'; img-src * data:; media-src *; style-src 'self' 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'",
  ],
  ...['Referrer-Policy', 'no-referrer'],
].flat()
