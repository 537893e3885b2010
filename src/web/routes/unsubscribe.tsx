import type { Context } from 'hono'
import { Hono } from 'hono'
import type { Leaving } from '../../actions/unsubscribe.ts'
import type { Person } from '../../subscribers/actor.ts'
import { INERT_TOKEN } from '../../subscribers/token.ts'
import { listOf } from '../../words/list-of.ts'
import type { UnsubscribeWords } from '../../words/words.ts'
import type { PageFrame } from '../pages/layout.tsx'
import { AskPage, BackPage, BrokenLinkPage, DonePage, NotSubscribedPage, TestLinkPage } from '../pages/unsubscribe.tsx'
import { personalPage, tokenOf } from '../personal-link.ts'
import { readForm } from '../read-form.ts'

export interface UnsubscribeRoutePorts {
  frame: PageFrame
  words: UnsubscribeWords
  /** What a signed link is about; `gone` for somebody who is no longer known, `broken` for no link of ours. */
  subscriptionOf(token: string): Promise<Leaving | 'gone' | 'broken'>
  unsubscribe(token: string, source: Person): Promise<void>
  unsubscribeFromAll(token: string): Promise<void>
  /** Gives the titles of what they get again. */
  takeBack(token: string, isAll: boolean): Promise<string[]>
  /** Where somebody with a broken link can ask a person. */
  writeTo?: string
}

/**
 * GET asks, POST acts. One-click (RFC 8058 §3.2) posts `List-Unsubscribe=One-Click` and gets 200, with no cookie and
 * no redirect; so does the button on the page. Others of the page's buttons say what they are for in `do`.
 */
export function unsubscribeRoute(ports: UnsubscribeRoutePorts): Hono {
  const route = new Hono()
  const ask = async (c: Context) => {
    const token = tokenOf(c)
    if (token === INERT_TOKEN) return personalPage(c, <TestLinkPage {...ports} />)
    const leaving = await ports.subscriptionOf(token)
    if (leaving === 'broken') return broken(c, ports)
    if (leaving === 'gone') return personalPage(c, <NotSubscribedPage {...ports} />)
    if (!leaving.isActive) return personalPage(c, <NotSubscribedPage {...ports} leaving={leaving} />)
    return personalPage(c, <AskPage {...ports} leaving={leaving} />)
  }
  const act = async (c: Context) => {
    const token = tokenOf(c)
    const posted = await readForm(c.req.raw, { 'List-Unsubscribe': 'one', do: 'one' })
    // Whatever else is wrong with a body, the link is what counts.
    if ('fault' in posted && posted.fault.status === 413) return c.text(posted.fault.message, 413)
    if (token === INERT_TOKEN) return personalPage(c, <TestLinkPage {...ports} />)
    const leaving = await ports.subscriptionOf(token)
    if (leaving === 'broken') return broken(c, ports)
    if (leaving === 'gone') return personalPage(c, <NotSubscribedPage {...ports} />)
    const form = 'form' in posted ? posted.form : undefined
    const isOneClick = form?.['List-Unsubscribe'] === 'One-Click'
    const wish = isOneClick ? undefined : form?.do
    if (wish === 'back' || wish === 'all-back') return back(c, ports, token, wish === 'all-back')
    if (wish === 'all') {
      await ports.unsubscribeFromAll(token)
      const titles = [leaving.newsletterTitle, ...leaving.others]
      return personalPage(c, <DonePage {...ports} newsletters={listOf(titles, ports.frame.language)} undo="all-back" />)
    }
    await ports.unsubscribe(token, isOneClick ? 'one-click' : 'web')
    const hasOthers = leaving.others.length > 0
    return personalPage(
      c,
      <DonePage {...ports} newsletters={leaving.newsletterTitle} undo="back" hasOthers={hasOthers} />,
    )
  }
  for (const path of ['/unsubscribe', '/unsubscribe/', '/unsubscribe/:token', '/unsubscribe/:token/']) {
    route.get(path, ask)
    route.post(path, act)
  }
  return route
}

/** What was left too long ago, or by an operator, stays so. */
async function back(c: Context, ports: UnsubscribeRoutePorts, token: string, isAll: boolean) {
  const titles = await ports.takeBack(token, isAll)
  const now = await ports.subscriptionOf(token)
  if (titles.length === 0 && (typeof now === 'string' || !now.isActive))
    return personalPage(c, <NotSubscribedPage {...ports} />)
  const named = titles.length === 0 && typeof now !== 'string' ? [now.newsletterTitle] : titles
  return personalPage(c, <BackPage {...ports} newsletters={listOf(named, ports.frame.language)} />)
}

/**
 * A link that was cut off, mangled, or signed with a secret that is gone. Who has it may well be subscribed; to say that
 * they are not would send them away, and 200 would tell a mail program that they left (RFC 8058 §3.2).
 */
function broken(c: Context, ports: UnsubscribeRoutePorts) {
  return personalPage(c, <BrokenLinkPage {...ports} />, 404)
}
