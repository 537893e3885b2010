import type { IncomingMessage, ServerResponse } from 'node:http'
import type { BuiltDocument } from '../../feeds/built-document.ts'
import { feedUrls } from '../../feeds/feed-paths.ts'
import { acceptedCodings } from './content-coding.ts'
import { FeedMemory } from './feed-memory.ts'
import { type FeedPaths, type FeedPlace, feedPlace, type ServedPlace } from './feed-place.ts'
import { evaluatePreconditions } from './preconditions.ts'
import { remembered } from './remembered.ts'
import { CACHE_CONTROL, OPEN_TO_ALL, type Representation, type ServedFeed, serveFeed } from './served-feed.ts'

export interface FeedPorts extends FeedPaths {
  /** The file that `build` wrote at this path below the output folder; undefined where there is none. */
  outputFile(path: string, stamp?: string): Promise<BuiltDocument | 'unchanged' | undefined>
  /** Where the output folder is reached; ends in a slash. */
  outputUrl: string
  /** URL of a WebSub hub. */
  hub?: string
  /** Told of each answer to a reader; it must not throw, and not take long. */
  onPoll(poll: Poll): void
  onError(error: Error): void
}

export interface Poll {
  /** `/tags/maps/feed.xml` */
  path: string
  status: number
  userAgent?: string
}

/** Answers a request for a feed; anything else goes on to `next`. */
export type FeedsListener = (request: IncomingMessage, response: ServerResponse, next: () => void) => void

const MOST_TARGETS = 5_000

/**
 * Every feed that `build` wrote, with their list, before all else that the web does: they are polled day and night, and
 * nearly every poll ends in a 304.
 */
export function feedsListener(ports: FeedPorts): FeedsListener {
  const memory = new FeedMemory(() => performance.now())
  const placeOf = remembered((target) => feedPlace(target, ports), MOST_TARGETS)
  return (request, response, next) => {
    const place = placeOf(request.url ?? '')
    if (!place) return next()
    const exchange = { ports, request, response, place }
    // Not 308: there are readers that do not know it, and lose the feed.
    if (place.kind === 'moved')
      return say(exchange, 301, `This feed has moved to ${place.to}\n`, ['Location', place.to])
    if (place.kind === 'gone') return say(exchange, 410, 'This feed is gone.\n')
    const recent = memory.recent(place.file)
    if (recent) return answer(exchange, recent)
    memory
      .look(place.file, (known) => readFeed(ports, place, known))
      .then((feed) => (feed ? answer(exchange, feed) : next()))
      .catch((error: Error) => {
        ports.onError(error)
        say(exchange, 500, 'Something went wrong here. It was written down.\n', ['Cache-Control', 'no-store'])
      })
  }
}

async function readFeed(ports: FeedPorts, place: ServedPlace, known?: ServedFeed): Promise<ServedFeed | undefined> {
  const built = await ports.outputFile(place.file, known?.isSettled ? known.stamp : undefined)
  if (built === 'unchanged') return known
  return built && serveFeed(built, headersOf(ports, place), Date.now(), known)
}

/** `rel=self` is the feed's own address, also where it is asked for at another; `hub` is who tells of changes (WebSub §4). */
function headersOf({ outputUrl, hub, also }: FeedPorts, { file, type, format }: ServedPlace) {
  if (!format) return { type }
  const self = Object.hasOwn(also, file) ? feedUrls(outputUrl)[format] : new URL(file.slice(1), outputUrl).href
  const link = [`<${self}>; rel="self"`, ...(hub ? [`<${hub}>; rel="hub"`] : [])].join(', ')
  // Browsers apply a feed's style sheet to `text/xml` only, and show the types of feeds as source. Readers get those.
  return { type, link, ...(format !== 'json' && { browserType: 'text/xml; charset=utf-8' }) }
}

/** One request, and what it is answered with. */
interface Exchange {
  ports: FeedPorts
  request: IncomingMessage
  response: ServerResponse
  place: FeedPlace
}

const METHODS = 'GET, HEAD, OPTIONS'

function answer(exchange: Exchange, feed: ServedFeed) {
  const { method, headers } = exchange.request
  if (method === 'OPTIONS') return send(exchange, 204, PREFLIGHT)
  if (method !== 'GET' && method !== 'HEAD')
    return say(exchange, 405, 'A feed can only be read.\n', ['Allow', METHODS, 'Cache-Control', 'no-store'])
  const form = formFor(feed, headers['accept-encoding'], headers.accept)
  if (!form) return say(exchange, 406, 'This feed comes plain, as gzip or as br.\n', ['Vary', 'Accept-Encoding'])
  const verdict = evaluatePreconditions(headers, form)
  if (verdict === 'not-modified') return send(exchange, 304, form.headersWithoutBytes)
  if (verdict === 'failed') return say(exchange, 412, 'This feed has changed.\n', ['Cache-Control', 'no-store'])
  send(exchange, 200, form.headers, form.bytes)
}

function formFor(feed: ServedFeed, acceptEncoding: string | undefined, accept = ''): Representation | undefined {
  for (const coding of acceptedCodings(acceptEncoding)) {
    const forms = feed.forms[coding]
    if (forms) return accept.includes('text/html') ? forms.browser : forms.reader
  }
  return undefined
}

/** A sentence, for who looks at it with a browser. */
function say(exchange: Exchange, status: number, sentence: string, more: string[] = []): void {
  const caching = more.includes('Cache-Control') ? [] : ['Cache-Control', CACHE_CONTROL]
  const length = ['Content-Length', String(Buffer.byteLength(sentence))]
  send(exchange, status, [...PLAIN_TEXT, ...length, ...caching, ...OPEN_TO_ALL, ...more], sentence)
}

function send(
  { ports, request, response, place }: Exchange,
  status: number,
  headers: string[],
  body?: Uint8Array | string,
): void {
  response.writeHead(status, headers)
  if (body === undefined || request.method === 'HEAD') response.end()
  else response.end(body)
  ports.onPoll({ path: place.path, status, userAgent: request.headers['user-agent'] })
}

const PLAIN_TEXT = ['Content-Type', 'text/plain; charset=utf-8', 'X-Content-Type-Options', 'nosniff']

/** What a page of another site may ask for (Fetch, §3.2.2); `If-None-Match` is no header that it may send unasked. */
const PREFLIGHT = [
  ...['Allow', METHODS],
  ...OPEN_TO_ALL,
  ...['Access-Control-Allow-Methods', METHODS],
  ...['Access-Control-Allow-Headers', 'If-None-Match, If-Modified-Since, Cache-Control'],
  ...['Access-Control-Max-Age', '86400'],
]
