import { type Context, Hono } from 'hono'
import type { PrivateDocument } from '../../actions/feeds/private-feed.ts'
import type { FeedFormat } from '../../feeds/feed.ts'
import { FEED_CONTENT_TYPES, FEED_FORMATS, FEED_PATHS } from '../../feeds/feed-paths.ts'
import { evaluatePreconditions } from '../feeds/preconditions.ts'

export interface PrivateFeedRoutePorts {
  privateFeed(token: string, format: FeedFormat): Promise<PrivateDocument | 'unknown' | 'over' | 'unbuilt'>
}

/** A newsletter read in a feed in place of mails; whoever has its address may read it, so nobody else is told of it. */
export function privateFeedRoute({ privateFeed }: PrivateFeedRoutePorts): Hono {
  const route = new Hono()
  for (const format of FEED_FORMATS) {
    route.get(`/feeds/private/:token${FEED_PATHS[format]}`, async (c) => {
      const feed = await privateFeed(c.req.param('token'), format)
      return typeof feed === 'string' ? refused(c, feed) : answered(c, feed, format)
    })
  }
  return route
}

/** What readers keep is asked for again each time, and nearly always still good. */
const HEADERS = { 'Cache-Control': 'private, no-cache', 'X-Robots-Tag': 'noindex, nofollow' }

function answered(c: Context, { tag, text }: PrivateDocument, format: FeedFormat) {
  const etag = `"${tag}"`
  const headers = { ...HEADERS, ETag: etag }
  const verdict = evaluatePreconditions(c.req.header(), { tag, etag })
  if (verdict === 'not-modified') return c.body(null, 304, headers)
  if (verdict === 'failed') return c.body(null, 412, headers)
  return c.body(text(), 200, { ...headers, 'Content-Type': FEED_CONTENT_TYPES[format] })
}

const REFUSED = {
  // Readers that are told so ask no more.
  over: [410, 'You left this newsletter: there is nothing more here.'],
  unknown: [404, 'There is no such feed.'],
  unbuilt: [503, 'This feed is being made. Try again in a minute.'],
} as const

function refused(c: Context, why: keyof typeof REFUSED) {
  const [status, text] = REFUSED[why]
  return c.text(text, status, { ...HEADERS, ...(why === 'unbuilt' && { 'Retry-After': '60' }) })
}
