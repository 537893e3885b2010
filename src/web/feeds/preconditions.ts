import { parseHttpDate } from './http-date.ts'

/** What tells one version of a document from another. */
export interface Validators {
  /** The part of its entity tags that all codings share: 32 hexadecimal digits. */
  tag: string
  /** The one that is sent, with its quotes. */
  etag?: string
  /** Epoch seconds. */
  lastModified?: number
}

/** The headers of a request that make it conditional, by the names that Node gives them. */
export interface ConditionalHeaders {
  'if-match'?: string
  'if-none-match'?: string
  'if-modified-since'?: string
  'if-unmodified-since'?: string
}

/** `failed` is a 412. */
export type Verdict = 'send' | 'not-modified' | 'failed'

/** What a GET or HEAD of a document that is there gets, in the order of RFC 9110 §13.2.2. Dates count only where no tags are given. */
export function evaluatePreconditions(headers: ConditionalHeaders, current: Validators): Verdict {
  const { 'if-match': match, 'if-none-match': noneMatch } = headers
  if (match !== undefined) {
    if (!names(match, current, 'strong')) return 'failed'
  } else if (isChangedSince(headers['if-unmodified-since'], current) === true) return 'failed'
  if (noneMatch !== undefined) return names(noneMatch, current, 'weak') ? 'not-modified' : 'send'
  return isChangedSince(headers['if-modified-since'], current) === false ? 'not-modified' : 'send'
}

/** An entity tag in a list (RFC 9110 §8.8.3); what stands in quotes may hold commas. */
const ENTITY_TAG = /(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"/g
/** What compressing servers and proxies put behind a tag that is not theirs: `-gzip` (Apache), `--gzip` (Jetty), `;br`. */
const SUFFIX = /^(?:[-;]+[a-z]+)*$/

function names(list: string, { tag, etag }: Validators, comparison: 'strong' | 'weak'): boolean {
  // What nearly every poll brings back.
  if (list === etag) return true
  if (list.trim() === '*') return true
  for (const [, weak, opaque = ''] of list.matchAll(ENTITY_TAG)) {
    if (weak && comparison === 'strong') continue
    if (opaque.startsWith(tag) && SUFFIX.test(opaque.slice(tag.length))) return true
  }
  return false
}

/** Undefined where there is nothing to compare: no date, one that is none, or no modification time. */
function isChangedSince(date: string | undefined, { lastModified }: Validators): boolean | undefined {
  const since = date === undefined ? undefined : parseHttpDate(date)
  return since === undefined || lastModified === undefined ? undefined : lastModified > since
}
