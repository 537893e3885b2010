import type { Temporal } from 'temporal-polyfill'

/** Who fetches a feed, and for how many people, as its User-Agent says. */
export interface ReportedReaders {
  /** `Feedly`; with the number that it gives the feed, where it says so: `Feedbin feed-id:12`. */
  reader: string
  subscribers: number
}

/** The same of one feed, on one day. */
export interface ReadersOfDay extends ReportedReaders {
  /** In the site's zone. */
  day: Temporal.PlainDate
  /** `/feed.xml` */
  path: string
}

/** What a reader said in a day, under all the numbers that it has for a feed. */
export interface SummedReaders extends ReportedReaders {
  day: string
  path: string
}

/** `16 subscribers`, `1 readers`, `1,204 readers`; `Subscriber Count: 12`, `subscribers 1`. */
const BEFORE = /(?:^|[^\w.-])(\d[\d,]{0,9}) (?:subscriber|reader)s?\b/i
const BEHIND = /\b(?:subscriber count|subscribers)[: ]{1,2}(\d[\d,]{0,9})\b/i
const FEED_ID = /\bfeed-?id[:= ]\s*([\w-]{1,40})/i

/** `Mozilla/5.0 (compatible; BazQux/2.4; …)` is BazQux, not Mozilla. */
const DISGUISE = /^Mozilla\/[\d.]+ \((?:compatible; *)?/i
/** The name before a version, an address or a number: `NewsBlur Feed Fetcher`. */
const NAME = /^\p{L}[\p{L}\p{N}.'-]*(?: (?!v?\d|feed-?id|subscriber)[\p{L}\p{N}.'][\p{L}\p{N}.'-]*)*/iu

const LONGEST_NAME = 40
/** More is no number of people. */
const MOST = 100_000_000

/**
 * What a reader that fetches for many says of them; undefined where it says nothing. Anybody may write anything there:
 * it is a claim, cut to a size that can be kept.
 */
export function reportedReaders(header: string): ReportedReaders | undefined {
  // Some write underlines for spaces.
  const userAgent = header.replaceAll('_', ' ')
  const digits = (BEFORE.exec(userAgent) ?? BEHIND.exec(userAgent))?.[1]
  if (digits === undefined) return undefined
  const subscribers = Number(digits.replaceAll(',', ''))
  const name = nameIn(userAgent)
  if (!name || subscribers > MOST) return undefined
  const id = FEED_ID.exec(userAgent)?.[1]
  return { reader: id ? `${name} feed-id:${id}` : name, subscribers }
}

function nameIn(userAgent: string): string | undefined {
  const undisguised = userAgent.replace(DISGUISE, '')
  return NAME.exec(undisguised)?.[0].slice(0, LONGEST_NAME)
}
