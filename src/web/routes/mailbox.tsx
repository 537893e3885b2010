import { Hono } from 'hono'
import type { PageFrame } from '../pages/layout.tsx'
import { type CapturedMail, type CapturedSummary, MailboxPage, MailPage } from '../pages/mailbox.tsx'
import { askingOf, isOnThisMachine } from '../who-asks.ts'

export interface MailboxPorts {
  frame: PageFrame
  /** The site's, by its IANA name. */
  timezone: string
  /** Newest first. */
  list(): Promise<CapturedSummary[]>
  read(name: string): Promise<(CapturedMail & { /** As it came. */ bytes: Uint8Array }) | undefined>
}

/**
 * The test mailbox to look at; only there with the `mailbox:` transport, and for nobody but who sits at this machine:
 * its mails hold addresses, and links by which anybody may act for them.
 */
export function mailboxRoute(ports: MailboxPorts): Hono {
  const route = new Hono()
  route.use('/mailbox/*', async (c, next) => (isOnThisMachine(askingOf(c)) ? next() : c.notFound()))
  route.get('/mailbox', (c) => c.redirect('mailbox/'))
  route.get('/mailbox/', async (c) =>
    c.html(<MailboxPage frame={ports.frame} timezone={ports.timezone} mails={await ports.list()} />),
  )
  route.get('/mailbox/:name', async (c) => {
    const mail = await ports.read(c.req.param('name'))
    return mail ? c.html(<MailPage frame={ports.frame} timezone={ports.timezone} mail={mail} />) : c.notFound()
  })
  route.get('/mailbox/:name/html', async (c) => {
    const mail = await ports.read(c.req.param('name'))
    return mail?.html ? c.html(mail.html) : c.notFound()
  })
  route.get('/mailbox/:name/source', async (c) => {
    const mail = await ports.read(c.req.param('name'))
    if (!mail) return c.notFound()
    return c.body(new Uint8Array(mail.bytes), 200, { 'Content-Type': 'text/plain; charset=utf-8' })
  })
  return route
}
