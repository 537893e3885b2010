import type { Context } from 'hono'
import { Hono } from 'hono'
import type { Person } from '../../subscribers/actor.ts'
import { INERT_TOKEN } from '../../subscribers/token.ts'
import type { UnsubscribeWords } from '../../words/words.ts'
import type { PageFrame } from '../pages/layout.tsx'
import { AskPage, BrokenLinkPage, DonePage, NotSubscribedPage, TestLinkPage } from '../pages/unsubscribe.tsx'
import { readForm } from '../read-form.ts'

export interface UnsubscribeRoutePorts {
  frame: PageFrame
  words: UnsubscribeWords
  /** The newsletter that a signed link is about; `gone` for somebody who is no longer known, `broken` for no link of ours. */
  subscriptionOf(token: string): Promise<{ newsletterTitle: string; isActive: boolean } | 'gone' | 'broken'>
  unsubscribe(token: string, source: Person): Promise<void>
  /** Where somebody with a broken link can ask a person. */
  writeTo?: string
}

/**
 * GET asks, POST acts. One-click (RFC 8058 §3.2) posts `List-Unsubscribe=One-Click` and gets 200, with no cookie and
 * no redirect; so does the button on the page.
 */
export function unsubscribeRoute(ports: UnsubscribeRoutePorts): Hono {
  const route = new Hono()
  // Some mail programs add a slash, or the full stop that ends their sentence.
  const ask = async (c: Context) => {
    const token = tokenOf(c)
    if (token === INERT_TOKEN) return page(c, <TestLinkPage {...ports} />)
    const subscription = await ports.subscriptionOf(token)
    if (subscription === 'broken') return broken(c, ports)
    if (subscription === 'gone' || !subscription.isActive) return page(c, <NotSubscribedPage {...ports} />)
    return page(c, <AskPage {...ports} newsletter={subscription.newsletterTitle} />)
  }
  const act = async (c: Context) => {
    const token = tokenOf(c)
    const posted = await readForm(c.req.raw, { 'List-Unsubscribe': 'one' })
    // Whatever else is wrong with a body, the link is what counts.
    if ('fault' in posted && posted.fault.status === 413) return c.text(posted.fault.message, 413)
    if (token === INERT_TOKEN) return page(c, <TestLinkPage {...ports} />)
    const subscription = await ports.subscriptionOf(token)
    if (subscription === 'broken') return broken(c, ports)
    if (subscription === 'gone') return page(c, <NotSubscribedPage {...ports} />)
    const isOneClick = 'form' in posted && posted.form['List-Unsubscribe'] === 'One-Click'
    await ports.unsubscribe(token, isOneClick ? 'one-click' : 'web')
    return page(c, <DonePage {...ports} newsletter={subscription.newsletterTitle} />)
  }
  for (const path of ['/unsubscribe', '/unsubscribe/', '/unsubscribe/:token', '/unsubscribe/:token/']) {
    route.get(path, ask)
    route.post(path, act)
  }
  return route
}

function tokenOf(c: Context): string {
  return (c.req.param('token') ?? '').replace(/[^A-Za-z0-9_-]+$/, '')
}

/**
 * A link that was cut off, mangled, or signed with a secret that is gone. Who has it may well be subscribed; to say that
 * they are not would send them away, and 200 would tell a mail program that they left (RFC 8058 §3.2).
 */
function broken(c: Context, ports: UnsubscribeRoutePorts) {
  return page(c, <BrokenLinkPage {...ports} />, 404)
}

function page(c: Context, content: Parameters<Context['html']>[0], status: 200 | 404 = 200) {
  c.header('Cache-Control', 'no-store')
  return c.html(content, status)
}
