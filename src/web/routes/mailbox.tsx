import { Hono } from 'hono'
import { pictureSources, withPictureSources } from '../../editions/picture-sources.ts'
import type { CapturedMail, CapturedSummary } from '../../messages/captured-mail.ts'
import { POSTS_POLICY } from '../content-policy.ts'
import type { PageFrame } from '../pages/layout.tsx'
import { MailboxPage, MailPage } from '../pages/mailbox.tsx'
import { askingOf, isOnThisMachine } from '../who-asks.ts'

export interface MailboxPorts {
  frame: PageFrame
  /** The site's, by its IANA name. */
  timezone: string
  /** Where mails have the pictures that are kept for them. */
  picturesUrl: string
  /** Newest first. */
  list(): Promise<CapturedSummary[]>
  read(name: string): Promise<CapturedMail | undefined>
}

/**
 * The test mailbox to look at; only there with the `mailbox:` transport, and for nobody but who sits at this machine:
 * its mails hold addresses, and links by which anybody may act for them.
 */
export function mailboxRoute(ports: MailboxPorts): Hono {
  const route = new Hono()
  route.use('/mailbox/*', async (c, next) => {
    if (!isOnThisMachine(askingOf(c))) return c.notFound()
    await next()
    c.header('Content-Security-Policy', POSTS_POLICY)
  })
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
    return mail?.html ? c.html(withPictures(mail.html, mail, ports.picturesUrl)) : c.notFound()
  })
  route.get('/mailbox/:name/source', async (c) => {
    const mail = await ports.read(c.req.param('name'))
    if (!mail) return c.notFound()
    return c.body(new Uint8Array(mail.bytes), 200, { 'Content-Type': 'text/plain; charset=utf-8' })
  })
  return route
}

/** The mail shows what it carries, as mail programs do; and what is kept here, though web.url may not answer yet. */
function withPictures(html: string, { pictures }: CapturedMail, picturesUrl: string): string {
  const sources = new Map(pictures.map(({ cid, type, bytes }) => [`cid:${cid}`, dataUrl(type, bytes)]))
  for (const url of pictureSources(html)) {
    if (url.startsWith(picturesUrl)) sources.set(url, `../../pictures/${url.slice(picturesUrl.length)}`)
  }
  return withPictureSources(html, sources)
}

function dataUrl(type: string, bytes: Uint8Array): string {
  return `data:${type};base64,${Buffer.from(bytes).toString('base64')}`
}
