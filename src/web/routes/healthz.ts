import { type Context, Hono } from 'hono'

export interface HealthPorts {
  instance: string
  /** What keeps this process from working, in a sentence; undefined where it works. */
  trouble(): string | undefined
  /** What keeps mails from being planned or delivered, for some minutes. */
  deliveryTrouble(): Promise<string | undefined>
}

/**
 * Answers as this instance, so that a copy of the database can tell that another one serves its web.url; and, for monitors,
 * whether mails are planned and delivered, which the web need not know.
 */
export function healthzRoute({ instance, trouble, deliveryTrouble }: HealthPorts): Hono {
  const route = new Hono()
  const answer = (c: Context, problem: string | undefined) => {
    c.header('Cache-Control', 'no-store')
    return problem === undefined
      ? c.json({ status: 'ok', instance })
      : c.json({ status: 'failed', instance, problem }, 503)
  }
  route.get('/healthz', (c) => answer(c, trouble()))
  route.get('/healthz/delivery', async (c) => answer(c, trouble() ?? (await deliveryTrouble())))
  return route
}
