import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { type Home, HomePage } from './pages/home.tsx'
import type { PageFrame } from './pages/layout.tsx'
import { NotFoundPage } from './pages/not-found.tsx'
import { type ArchivePorts, archiveRoute } from './routes/archive.tsx'
import { type FeedPorts, feedsRoute } from './routes/feeds.ts'
import { healthzRoute } from './routes/healthz.ts'
import { type MailboxPorts, mailboxRoute } from './routes/mailbox.tsx'
import { type PicturePorts, picturesRoute } from './routes/pictures.ts'
import { type UnsubscribePorts, unsubscribeRoute } from './routes/unsubscribe.tsx'

export interface WebPorts {
  frame: PageFrame
  instance: string
  home: Omit<Home, 'frame' | 'hasMailbox'>
  feeds: FeedPorts
  pictures: PicturePorts
  archive: Omit<ArchivePorts, 'frame'>
  unsubscribe: Omit<UnsubscribePorts, 'frame'>
  mailbox?: Omit<MailboxPorts, 'frame'>
  /** Told of what nobody foresaw; the visitor sees a plain page. */
  onError(error: unknown): void
}

/** Every page and feed: the map of the web. */
export function web(ports: WebPorts): Hono {
  const { frame } = ports
  const app = new Hono()
  app.use(secureHeaders({ contentSecurityPolicy: POLICY, referrerPolicy: 'no-referrer' }))
  app.get('/', (c) => c.html(<HomePage frame={frame} {...ports.home} hasMailbox={ports.mailbox !== undefined} />))
  app.route('/', healthzRoute(ports.instance))
  app.route('/', feedsRoute(ports.feeds))
  app.route('/', picturesRoute(ports.pictures))
  app.route('/', archiveRoute({ frame, ...ports.archive }))
  app.route('/', unsubscribeRoute({ frame, ...ports.unsubscribe }))
  if (ports.mailbox) app.route('/', mailboxRoute({ frame, ...ports.mailbox }))
  app.notFound((c) => c.html(<NotFoundPage frame={frame} />, 404))
  app.onError((error, c) => {
    ports.onError(error)
    return c.text('Something went wrong here. It was written down.', 500)
  })
  return app
}

/** Posts bring pictures from anywhere and inline styles; nothing here runs a script. */
const POLICY = {
  defaultSrc: ["'none'"],
  imgSrc: ['*', 'data:'],
  styleSrc: ["'unsafe-inline'"],
  frameSrc: ["'self'"],
  frameAncestors: ["'self'"],
  formAction: ["'self'"],
  baseUri: ["'none'"],
}
