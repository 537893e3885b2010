import { createAdaptorServer } from '@hono/node-server'
import type { Hono } from 'hono'
import { BroadsheetError, failure } from '../config/problem.ts'

/** @throws BroadsheetError where the port is taken or may not be used */
export async function listen(
  { host, port }: { host: string; port: number },
  app: Hono,
): Promise<{ port: number; close(): Promise<void> }> {
  const server = createAdaptorServer({ fetch: app.fetch })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, host, port)))
    server.listen(port, host, resolve)
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        // Readers keep connections open; those that are idle have nothing to lose.
        if ('closeIdleConnections' in server) server.closeIdleConnections()
      }),
  }
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): unknown {
  if (error.code === 'EADDRINUSE') {
    const hint = 'Is a `serve` running already? Stop it, or set another web.port.'
    return new BroadsheetError(failure('web.port-taken', `Something listens on ${host}:${port} already.`, { hint }))
  }
  if (error.code !== 'EACCES' && error.code !== 'EADDRNOTAVAIL') return error
  const hint = 'Set web.host and web.port to an address of this machine and a port that this user may use.'
  return new BroadsheetError(
    failure('web.port-taken', `${host}:${port} cannot be listened on (${error.code}).`, { hint }),
  )
}
