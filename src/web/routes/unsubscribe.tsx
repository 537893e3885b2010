import type { Context } from 'hono'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { INERT_TOKEN } from '../../subscribers/token.ts'
import type { UnsubscribeWords } from '../../words/words.ts'
import type { PageFrame } from '../pages/layout.tsx'
import { AskPage, DonePage, NotSubscribedPage, TestLinkPage } from '../pages/unsubscribe.tsx'

export interface UnsubscribePorts {
  frame: PageFrame
  words: UnsubscribeWords
  /** The newsletter that a signed link is about; undefined for a link that is not ours or somebody who is gone. */
  subscriptionOf(token: string): Promise<{ newsletterTitle: string; isActive: boolean } | undefined>
  unsubscribe(token: string, source: 'one-click' | 'web'): Promise<void>
}

/** One-click's form is 26 bytes; as multipart a few hundred. */
const MAX_FORM_BYTES = 16 * 1024

/**
 * GET asks, POST acts. One-click (RFC 8058 §3.2) posts `List-Unsubscribe=One-Click` and gets 200, with no cookie and
 * no redirect; so does the button on the page.
 */
export function unsubscribeRoute(ports: UnsubscribePorts): Hono {
  const route = new Hono()
  route.get(`/unsubscribe/${INERT_TOKEN}`, (c) => page(c, <TestLinkPage {...ports} />))
  route.post(`/unsubscribe/${INERT_TOKEN}`, (c) => page(c, <TestLinkPage {...ports} />))
  route.get('/unsubscribe/:token', async (c) => {
    const subscription = await ports.subscriptionOf(c.req.param('token'))
    if (!subscription?.isActive) return notSubscribed(c, ports)
    return page(c, <AskPage {...ports} newsletter={subscription.newsletterTitle} />)
  })
  route.post('/unsubscribe/:token', bodyLimit({ maxSize: MAX_FORM_BYTES }), async (c) => {
    const token = c.req.param('token')
    const subscription = await ports.subscriptionOf(token)
    if (!subscription) return notSubscribed(c, ports)
    await ports.unsubscribe(token, await sourceOf(c))
    return page(c, <DonePage {...ports} newsletter={subscription.newsletterTitle} />)
  })
  return route
}

/** The same answer for a forged link, an old one and somebody who left: it tells nobody who is subscribed. */
function notSubscribed(c: Context, ports: UnsubscribePorts) {
  return page(c, <NotSubscribedPage {...ports} />)
}

function page(c: Context, content: Parameters<Context['html']>[0]) {
  c.header('Cache-Control', 'no-store')
  return c.html(content)
}

async function sourceOf(c: Context): Promise<'one-click' | 'web'> {
  const form = await c.req.parseBody().catch(() => ({}) as Record<string, unknown>)
  return form['List-Unsubscribe'] === 'One-Click' ? 'one-click' : 'web'
}
