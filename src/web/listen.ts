import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import { BroadsheetError, failure } from '../config/problem.ts'
import type { FeedsListener } from './feeds/feeds-listener.ts'

/** What a request without a Host has asked for (HTTP/1.0 allows that): a plain health check is one. */
const NAMELESS = 'unnamed.invalid'
/** Somebody who never ends a request, or never begins one, must not hold up a restart. */
const CLOSE_WITHIN_MS = 3_000

/** What answers all but feeds. */
export type Pages = Pick<Hono, 'fetch'>

/**
 * @param hint what to do where the port is taken
 * @throws BroadsheetError where the port is taken or may not be used
 */
export async function listen(
  { host, port }: { host: string; port: number },
  { feeds, pages }: { feeds?: FeedsListener; pages: Pages },
  hint = 'Is a `serve` running already? Stop it, or set another web.port.',
): Promise<{ port: number; close(): Promise<void> }> {
  const page = getRequestListener(pages.fetch, { hostname: NAMELESS })
  const server = createServer((request, response) => {
    const next = () => void page(request, response)
    feeds ? feeds(request, response, next) : next()
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, host, port, hint)))
    server.listen(port, host, resolve)
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        const late = setTimeout(() => server.closeAllConnections(), CLOSE_WITHIN_MS)
        server.close(() => {
          clearTimeout(late)
          resolve()
        })
        // Readers keep connections open; those that are idle have nothing to lose.
        server.closeIdleConnections()
      }),
  }
}

function explain(error: NodeJS.ErrnoException, host: string, port: number, taken: string): unknown {
  if (error.code === 'EADDRINUSE') {
    const message = `Something listens on ${host}:${port} already.`
    return new BroadsheetError(failure('web.port-taken', message, { hint: taken }))
  }
  if (error.code !== 'EACCES' && error.code !== 'EADDRNOTAVAIL') return error
  const hint = 'Set web.host and web.port to an address of this machine and a port that this user may use.'
  return new BroadsheetError(
    failure('web.port-taken', `${host}:${port} cannot be listened on (${error.code}).`, { hint }),
  )
}
