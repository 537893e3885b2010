import { Hono } from 'hono'

export interface HealthPorts {
  instance: string
  /** What keeps this process from working, in a sentence; undefined where it works. */
  trouble(): string | undefined
}

/** Answers as this instance, so that a copy of the database can tell that another one serves its web.url. */
export function healthzRoute({ instance, trouble }: HealthPorts): Hono {
  const route = new Hono()
  route.get('/healthz', (c) => {
    c.header('Cache-Control', 'no-store')
    const problem = trouble()
    return problem === undefined
      ? c.json({ status: 'ok', instance })
      : c.json({ status: 'failed', instance, problem }, 503)
  })
  return route
}
