import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FeedFormat } from '../../feeds/feed.ts'
import { feedUrls } from '../../feeds/feed-paths.ts'
import { chooseCoding } from './content-coding.ts'
import { FeedMemory } from './feed-memory.ts'
import { decodePath, type FeedPlace, feedPlace } from './feed-place.ts'
import { evaluatePreconditions } from './preconditions.ts'
import { type BuiltDocument, CACHE_CONTROL, CROSS_ORIGIN, type ServedFeed, serveFeed } from './served-feed.ts'

export interface FeedPorts {
  /** The file that `build` wrote at this path below the output folder; undefined where there is none. */
  outputFile(path: string, stamp?: string): Promise<BuiltDocument | 'unchanged' | undefined>
  /** Where the output folder is reached; ends in a slash. */
  outputUrl: string
  /** URL of a WebSub hub. */
  hub?: string
  /** The site's old feed paths, `/index.xml`, each with its format. */
  also: Record<string, FeedFormat>
  /** Path of a feed that moved → absolute URL of the present one. */
  moved: Record<string, string>
  /** Paths of feeds that will not come back. */
  gone: string[]
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

const METHODS = 'GET, HEAD, OPTIONS'

/**
 * Every feed that `build` wrote, with their list, before all else that the web does: they are polled day and night, and
 * nearly every poll ends in a 304.
 */
export function feedsListener(ports: FeedPorts): FeedsListener {
  const memory = new FeedMemory(() => performance.now())
  const gone = new Set(ports.gone)
  return (request, response, next) => {
    const path = decodePath(request.url ?? '')
    if (path === undefined) return next()
    const answer = answering(ports, request, response, path)
    if (Object.hasOwn(ports.moved, path)) return answer.moved(ports.moved[path] ?? '')
    if (gone.has(path)) return answer.gone()
    const place = feedPlace(path, ports.also)
    if (!place) return next()
    const recent = memory.recent(place.file)
    if (recent) return answer.feed(recent)
    memory
      .look(place.file, (known) => readFeed(ports, place, known))
      .then((feed) => (feed ? answer.feed(feed) : next()))
      .catch((error: Error) => {
        ports.onError(error)
        answer.failed()
      })
  }
}

async function readFeed(ports: FeedPorts, place: FeedPlace, known?: ServedFeed): Promise<ServedFeed | undefined> {
  const built = await ports.outputFile(place.file, known?.isSettled ? known.stamp : undefined)
  if (built === 'unchanged') return known
  return built && serveFeed(built, headersOf(ports, place), Date.now(), known)
}

/** `rel=self` is the feed's own address, also where it is asked for at another; `hub` is who tells of changes (WebSub §4). */
function headersOf({ outputUrl, hub, also }: FeedPorts, { file, type, format }: FeedPlace) {
  if (!format) return { type }
  const self = Object.hasOwn(also, file) ? feedUrls(outputUrl)[format] : new URL(file.slice(1), outputUrl).href
  const link = [`<${self}>; rel="self"`, ...(hub ? [`<${hub}>; rel="hub"`] : [])].join(', ')
  // Browsers apply a feed's style sheet to `text/xml` only, and show the types of feeds as source. Readers get those.
  return { type, link, ...(format !== 'json' && { browserType: 'text/xml; charset=utf-8' }) }
}

/** The answers that there are to one request. */
function answering(ports: FeedPorts, request: IncomingMessage, response: ServerResponse, path: string) {
  const send = (status: number, headers: string[], body?: Uint8Array | string) => {
    response.writeHead(status, headers)
    if (request.method === 'HEAD' || body === undefined) response.end()
    else response.end(body)
    ports.onPoll({ path, status, userAgent: request.headers['user-agent'] })
  }
  const say = (status: number, sentence: string, headers: string[] = []) => {
    const length = String(Buffer.byteLength(sentence))
    send(status, ['Content-Type', 'text/plain; charset=utf-8', 'Content-Length', length, ...headers], sentence)
  }
  const lasting = ['Cache-Control', CACHE_CONTROL, ...CROSS_ORIGIN]
  return {
    feed: (feed: ServedFeed) => {
      const { method, headers } = request
      if (method === 'OPTIONS') return send(204, [...PREFLIGHT, ...CROSS_ORIGIN])
      if (method !== 'GET' && method !== 'HEAD') return say(405, 'A feed can only be read.\n', ['Allow', METHODS])
      const coding = chooseCoding(headers['accept-encoding'], (name) => feed.representation(name, false) !== undefined)
      const form = coding && feed.representation(coding, headers.accept?.includes('text/html') ?? false)
      if (!form) return say(406, 'This feed comes plain, as gzip or as br.\n', ['Vary', 'Accept-Encoding'])
      const verdict = evaluatePreconditions(headers, feed)
      if (verdict === 'not-modified') return send(304, form.headersWithoutBytes)
      if (verdict === 'failed') return say(412, 'This feed has changed.\n', CROSS_ORIGIN)
      send(200, form.headers, form.bytes)
    },
    // Not 308: there are readers that do not know it, and lose the feed.
    moved: (to: string) => say(301, `This feed has moved to ${to}\n`, ['Location', to, ...lasting]),
    gone: () => say(410, 'This feed is gone.\n', lasting),
    failed: () => say(500, 'Something went wrong here. It was written down.\n'),
  }
}

/** What a page of another site may ask for (Fetch, §3.2.2); `If-None-Match` is no header that it may send unasked. */
const PREFLIGHT = [
  ...['Allow', METHODS],
  ...['Access-Control-Allow-Methods', METHODS],
  ...['Access-Control-Allow-Headers', 'If-None-Match, If-Modified-Since, Cache-Control'],
  ...['Access-Control-Max-Age', '86400'],
]
