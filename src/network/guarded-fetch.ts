import http, { type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import https from 'node:https'
import { isIP } from 'node:net'
import { addressGuard, PRIVATE_ADDRESS } from './address-guard.ts'
import { CutOff, describeFetchFailure, type FetchFault } from './fetch-failure.ts'
import { isPrivateAddress } from './private-address.ts'

export interface FetchRules {
  /** `Broadsheet/VERSION` */
  userAgent: string
  /**
   * Base URLs (the site's, this instance's) whose hosts may be asked. These alone may be at a private address, as
   * behind a home router or in a test; wherever else a redirect leads must be public.
   */
  sites: string[]
  /** Whether any other host may be asked, too, at a public address and the ports of http and https. */
  elsewhere?: boolean
  /** For all of it, redirects included. */
  milliseconds?: number
  bytes?: number
  redirects?: number
  /** Which addresses are inside; by default those that the public Internet does not have. */
  isPrivate?: (address: string) => boolean
}

export type FetchResult =
  | {
      ok: true
      status: number
      /** After redirects. */
      url: string
      body: string
      bytes?: Buffer
      type?: string
      /** Of the answer, where some went along with the question. */
      headers?: IncomingHttpHeaders
    }
  /** Half a sentence: why there is no answer; and which kind of fault it is, where that is known. */
  | { ok: false; error: string; fault?: FetchFault }

/**
 * A GET; with `form` a POST of it, whose redirects are not followed, with `head` a HEAD. Without `body` (as text) or `bytes` only
 * status and type are waited for. Never throws.
 */
export type Fetch = (url: string, want?: Want) => Promise<FetchResult>

export interface Want {
  body?: boolean
  bytes?: boolean
  form?: Record<string, string>
  head?: boolean
  /** The beginning of what is larger than it may be, in place of none of it. */
  beginning?: boolean
  /** Beside our own, such as `If-None-Match`. */
  headers?: Record<string, string>
}

const REDIRECTS = new Set([301, 302, 303, 307, 308])

type Limits = Required<FetchRules> & { hosts: string[]; doors: Set<string> }

/** The way out for all that Broadsheet asks of the web: limited in time, size and redirects, and kept off the inner network. */
export function guardedFetch(rules: FetchRules): Fetch {
  const hosts = rules.sites.map((site) => new URL(site).hostname)
  const doors = new Set(rules.sites.map((site) => doorOf(new URL(site))))
  const limits = {
    hosts,
    doors,
    milliseconds: 10_000,
    bytes: 1024 * 1024,
    redirects: 5,
    elsewhere: false,
    isPrivate: isPrivateAddress,
    ...rules,
  }
  return async (url, want = {}) => {
    const signal = AbortSignal.timeout(limits.milliseconds)
    try {
      return await follow(url, want, limits, signal)
    } catch (error) {
      return {
        ok: false,
        ...describeFetchFailure(error as NodeJS.ErrnoException, signal.aborted && limits.milliseconds),
      }
    }
  }
}

async function follow(first: string, want: Want, limits: Limits, signal: AbortSignal): Promise<FetchResult> {
  const { body: wantsBody, bytes: wantsBytes, form, headers } = want
  let url = new URL(first)
  if (!mayBeAsked(url, limits)) return { ok: false, error: `${url.hostname} is not a host of this site` }
  let wasPublic = false
  for (let hop = 0; hop <= limits.redirects; hop++) {
    if (!/^https?:$/.test(url.protocol)) return { ok: false, error: `${url.protocol} is neither http nor https` }
    // Once a host answered from a public address, no redirect may lead inside (nor may its name, looked up again); and
    // from a private one only to where a web server is, not to whatever else listens beside it.
    const mayBePrivate =
      limits.hosts.includes(url.hostname) && !wasPublic && (hop === 0 || isWebDoor(url, first, limits))
    const response = await request(url, limits, mayBePrivate, { signal, want })
    wasPublic ||= !limits.isPrivate(response.socket.remoteAddress ?? '')
    const status = response.statusCode ?? 0
    const { location, 'content-type': type } = response.headers
    if (form || !REDIRECTS.has(status) || !location) {
      const bytes = wantsBody || wantsBytes ? await readBody(response, limits, signal, want.beginning) : Buffer.alloc(0)
      response.destroy()
      if (bytes === undefined) return { ok: false, error: `it answers with more than ${limits.bytes} bytes` }
      const body = wantsBody ? bytes.toString('utf8') : ''
      const answer = { ok: true as const, status, url: url.href, body, type }
      return { ...answer, ...(wantsBytes && { bytes }), ...(headers && { headers: response.headers }) }
    }
    response.destroy()
    if (!URL.canParse(location, url.href)) return { ok: false, error: 'it redirects to what is no URL' }
    url = new URL(location, url)
  }
  return { ok: false, error: `it redirects more than ${limits.redirects} times` }
}

function request(
  url: URL,
  { userAgent, isPrivate }: Limits,
  mayBePrivate: boolean,
  { signal, want: { form, head, headers } }: { signal: AbortSignal; want: Want },
): Promise<IncomingMessage> {
  const content = form && new URLSearchParams(form).toString()
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  return new Promise((resolve, reject) => {
    // Node looks up no name where the host is an address already.
    if (isIP(host) && !mayBePrivate && isPrivate(host)) throw Object.assign(new Error(), { code: PRIVATE_ADDRESS })
    const options = {
      method: form ? 'POST' : head ? 'HEAD' : 'GET',
      headers: {
        'user-agent': userAgent,
        accept: '*/*',
        'accept-encoding': 'identity',
        ...headers,
        ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      lookup: addressGuard((address) => mayBePrivate || !isPrivate(address)),
      signal,
      // A connection of its own: a pooled one would have passed another guard.
      agent: false,
    } as const
    const { request: ask } = url.protocol === 'https:' ? https : http
    ask(url, options, resolve).on('error', reject).end(content)
  })
}

function mayBeAsked({ hostname, port }: URL, { hosts, elsewhere }: Limits): boolean {
  return hosts.includes(hostname) || (elsewhere && port === '')
}

/** The port of its own, or that of http or https, of a host that may be asked. */
function isWebDoor(url: URL, first: string, { doors }: Limits): boolean {
  return url.port === '' || url.port === new URL(first).port || doors.has(doorOf(url))
}

function doorOf({ hostname, port }: URL): string {
  return `${hostname}:${port}`
}

/** The body, or undefined where it is larger than it may be and more than its beginning is wanted. @throws where it does not come whole */
async function readBody(
  response: IncomingMessage,
  { bytes: limit, milliseconds }: Limits,
  signal: AbortSignal,
  beginning = false,
): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of response) {
      size += chunk.length
      if (size > limit && !beginning) return undefined
      chunks.push(chunk)
      if (size >= limit && beginning) return Buffer.concat(chunks, limit)
    }
  } catch (error) {
    throw signal.aborted ? new CutOff(`it does not send all of it within ${milliseconds / 1000} s`) : error
  }
  // Half a page would pass for something that it is not.
  if (!response.complete) throw new CutOff('it breaks off in the middle of its answer')
  return Buffer.concat(chunks)
}
