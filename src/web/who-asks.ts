import type { IncomingMessage } from 'node:http'
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

/** `[::1]:3000` → `::1` */
function hostOf(header = ''): string {
  return header
    .replace(/:\d*$/, '')
    .replace(/^\[(.*)\]$/, '$1')
    .toLowerCase()
}
