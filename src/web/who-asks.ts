import type { IncomingMessage } from 'node:http'
import { isIP, isIPv6 } from 'node:net'
import type { Context } from 'hono'
import { isLoopback } from '../config/smtp-url.ts'

/** What is known of where a request comes from. */
export interface Asking {
  /** The other end of the connection. */
  peer?: string
  httpVersion: string
  header(name: string): string | undefined
}

/** `env` is what the server hands over; nothing where there is none. */
export function askingOf(c: Context): Asking {
  const { incoming } = (c.env ?? {}) as { incoming?: IncomingMessage }
  return {
    peer: incoming?.socket.remoteAddress,
    httpVersion: incoming?.httpVersion ?? '1.1',
    header: (name) => c.req.header(name),
  }
}

/** What a proxy adds, by itself or by any common recipe. */
const PROXY_HEADERS = [
  'Forwarded',
  'X-Forwarded-For',
  'X-Forwarded-Host',
  'X-Forwarded-Proto',
  'X-Forwarded-Port',
  'X-Forwarded-Server',
  'X-Real-IP',
  'X-Client-IP',
  'CF-Connecting-IP',
  'True-Client-IP',
  'Via',
]

/**
 * Whether somebody at this very machine asks, and nobody for whom something else asks: the peer is loopback; the name
 * that was asked for is, too, so that no page of another site reaches it by a name of its own (DNS rebinding); and no
 * proxy has been here. One that adds nothing at all speaks HTTP/1.0, as nginx does by itself.
 */
export function isOnThisMachine({ peer, httpVersion, header }: Asking): boolean {
  return (
    peer !== undefined &&
    isLoopback(peer.replace(/^::ffff:/, '')) &&
    isLoopback(hostOf(header('Host'))) &&
    httpVersion !== '1.0' &&
    PROXY_HEADERS.every((name) => header(name) === undefined)
  )
}

/** Whether the visitor asked by https, which only a proxy that is trusted can say: `serve` itself speaks http. */
export function isSecure({ header }: Pick<Asking, 'header'>, trustProxy: boolean): boolean {
  // The last one is what the nearest proxy saw.
  return trustProxy && header('X-Forwarded-Proto')?.split(',').at(-1)?.trim().toLowerCase() === 'https'
}

/**
 * The network address of whoever asks: the other end of the connection; behind a proxy that is trusted, what that proxy says
 * it was. Only the last entry counts: those before it came with the request, and anybody may write them.
 */
export function clientAddress({ peer, header }: Pick<Asking, 'peer' | 'header'>, trustProxy: boolean): string {
  const forwarded = trustProxy ? plainAddress(header('X-Forwarded-For')?.split(',').at(-1) ?? '') : undefined
  return forwarded ?? plainAddress(peer ?? '') ?? 'unknown'
}

/** What is counted as one: an IPv6 address stands for its /64, which is what one household or machine is given. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address
  // Canonical: hexadecimal, with at most one `::`.
  const [head = '', tail] = hostOf(new URL(`http://[${address}]`).host).split('::')
  const [before, after] = [groupsOf(head), groupsOf(tail ?? '')]
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - before.length - after.length }, () => '0')
  return `${[...before, ...zeros, ...after].slice(0, 4).join(':')}::/64`
}

function groupsOf(text: string): string[] {
  return text === '' ? [] : text.split(':')
}

/** `[2001:db8::1]:443`, `203.0.113.5:443`, `::ffff:203.0.113.5`, `fe80::1%eth0` → the address; undefined for none. */
function plainAddress(text: string): string | undefined {
  const written = text.trim()
  const inBrackets = /^\[([^\]]*)\](?::\d+)?$/.exec(written)?.[1]
  const bare = inBrackets ?? written.replace(/^([\d.]+):\d+$/, '$1')
  const address = bare.replace(/%.*$/, '').replace(/^::ffff:(?=[\d.]+$)/i, '')
  return isIP(address) ? address.toLowerCase() : undefined
}

/** `[::1]:3000` → `::1` */
function hostOf(header = ''): string {
  return header
    .replace(/:\d*$/, '')
    .replace(/^\[(.*)\]$/, '$1')
    .toLowerCase()
}
