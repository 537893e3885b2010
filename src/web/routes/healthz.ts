import { Hono } from 'hono'

/** Answers as this instance, so that a copy of the database can tell that another one serves its web.url. */
export function healthzRoute(instance: string): Hono {
  const route = new Hono()
  route.get('/healthz', (c) => {
    c.header('Cache-Control', 'no-store')
    return c.json({ status: 'ok', instance })
  })
  return route
}
