import http, { type IncomingMessage } from 'node:http'
import https from 'node:https'
import { isIP } from 'node:net'
import { addressGuard, PRIVATE_ADDRESS } from './address-guard.ts'
import { isPrivateAddress } from './private-address.ts'

export interface FetchRules {
  /** `Broadsheet/VERSION` */
  userAgent: string
  /**
   * Base URLs (the site's, this instance's) whose hosts may be asked. These alone may be at a private address, as
   * behind a home router or in a test; wherever else a redirect leads must be public.
   */
  sites: string[]
  /** For all of it, redirects included. */
  milliseconds?: number
  bytes?: number
  redirects?: number
  /** Which addresses are inside; by default those that the public Internet does not have. */
  isPrivate?: (address: string) => boolean
}

export type FetchResult =
  | { ok: true; status: number /** After redirects. */; url: string; body: string }
  /** Half a sentence: why there is no answer. */
  | { ok: false; error: string }

/**
 * A GET; with `form` a POST of it, whose redirects are not followed. Without `body` only the status is waited for.
 * Never throws.
 */
export type Fetch = (url: string, want?: { body?: boolean; form?: Record<string, string> }) => Promise<FetchResult>

const REDIRECTS = new Set([301, 302, 303, 307, 308])

type Limits = Required<FetchRules> & { hosts: string[] }

/** The way out for all that Broadsheet asks of the web: limited in time, size and redirects, and kept off the inner network. */
export function guardedFetch(rules: FetchRules): Fetch {
  const hosts = rules.sites.map((site) => new URL(site).hostname)
  const limits = {
    hosts,
    milliseconds: 10_000,
    bytes: 1024 * 1024,
    redirects: 5,
    isPrivate: isPrivateAddress,
    ...rules,
  }
  return async (url, want = {}) => {
    const signal = AbortSignal.timeout(limits.milliseconds)
    try {
      return await follow(url, want, limits, signal)
    } catch (error) {
      if (signal.aborted) return { ok: false, error: `it does not answer within ${limits.milliseconds / 1000} s` }
      const { code, message } = error as NodeJS.ErrnoException
      return { ok: false, error: BY_CODE[code ?? ''] ?? message }
    }
  }
}

async function follow(
  first: string,
  { body: wantsBody, form }: NonNullable<Parameters<Fetch>[1]>,
  limits: Limits,
  signal: AbortSignal,
): Promise<FetchResult> {
  let url = new URL(first)
  if (!limits.hosts.includes(url.hostname)) return { ok: false, error: `${url.hostname} is not a host of this site` }
  let wasPublic = false
  for (let hop = 0; hop <= limits.redirects; hop++) {
    if (!/^https?:$/.test(url.protocol)) return { ok: false, error: `${url.protocol} is neither http nor https` }
    // Once a host answered from a public address, no redirect may lead inside (nor may its name, looked up again).
    const mayBePrivate = limits.hosts.includes(url.hostname) && !wasPublic
    const response = await request(url, limits, mayBePrivate, { signal, form })
    wasPublic ||= !limits.isPrivate(response.socket.remoteAddress ?? '')
    const status = response.statusCode ?? 0
    const { location } = response.headers
    if (form || !REDIRECTS.has(status) || !location) {
      const body = wantsBody ? await readBody(response, limits.bytes) : ''
      response.destroy()
      if (body === undefined) return { ok: false, error: `it answers with more than ${limits.bytes} bytes` }
      return { ok: true, status, url: url.href, body }
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
  { signal, form }: { signal: AbortSignal; form?: Record<string, string> },
): Promise<IncomingMessage> {
  const content = form && new URLSearchParams(form).toString()
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  return new Promise((resolve, reject) => {
    // Node looks up no name where the host is an address already.
    if (isIP(host) && !mayBePrivate && isPrivate(host)) throw Object.assign(new Error(), { code: PRIVATE_ADDRESS })
    const options = {
      method: form ? 'POST' : 'GET',
      headers: {
        'user-agent': userAgent,
        accept: '*/*',
        'accept-encoding': 'identity',
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

/** The body as text, or undefined where it is larger than it may be. */
async function readBody(response: IncomingMessage, limit: number): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response) {
    size += chunk.length
    if (size > limit) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const BY_CODE: Record<string, string> = {
  [PRIVATE_ADDRESS]: 'it leads to an address inside a private network',
  ENOTFOUND: 'no such host is known',
  EAI_AGAIN: 'the name of its host cannot be looked up',
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'it cut the connection',
  EHOSTUNREACH: 'no way leads there',
  ENETUNREACH: 'no way leads there',
  ERR_INVALID_URL: 'it is no URL',
}
