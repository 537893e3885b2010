import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { secureHeaders } from 'hono/secure-headers'
import { errorText } from '../config/error-text.ts'
import { mayPass } from '../config/may-pass.ts'
import { BroadsheetError } from '../config/problem.ts'
import type { Words } from '../words/words.ts'
import { pagePolicy } from './content-policy.ts'
import type { PageFrame } from './pages/layout.tsx'
import { NotFoundPage } from './pages/not-found.tsx'
import { type AddressRoutePorts, addressRoute } from './preferences/address-route.tsx'
import { type PreferencesRoutePorts, preferencesRoute } from './preferences/preferences-route.tsx'
import { type ArchiveRoutePorts, archiveRoute } from './routes/archive.tsx'
import { type HealthPorts, healthzRoute } from './routes/healthz.ts'
import { type HomePorts, homeRoute } from './routes/home.tsx'
import { type MailboxPorts, mailboxRoute } from './routes/mailbox.tsx'
import { type PicturePorts, picturesRoute } from './routes/pictures.ts'
import { type PrivateFeedRoutePorts, privateFeedRoute } from './routes/private-feed.ts'
import { type UnsubscribeRoutePorts, unsubscribeRoute } from './routes/unsubscribe.tsx'
import { HEADERS } from './secure-headers.ts'
import { type ConfirmRoutePorts, confirmRoute } from './subscribe/confirm-route.tsx'
import { type SignUpRoutePorts, signUpRoute } from './subscribe/sign-up-route.tsx'
import { askingOf, isSecure } from './who-asks.ts'

export interface WebPorts {
  frame: PageFrame
  words: Words
  health: HealthPorts
  home: HomePorts
  pictures: PicturePorts
  privateFeed: PrivateFeedRoutePorts
  archive: Omit<ArchiveRoutePorts, 'frame' | 'words'>
  unsubscribe: Omit<UnsubscribeRoutePorts, 'frame' | 'words'>
  preferences: Omit<PreferencesRoutePorts & AddressRoutePorts, 'frame' | 'trustProxy'>
  /** Undefined where nobody can sign up by themselves. */
  signUp?: Omit<SignUpRoutePorts & ConfirmRoutePorts, 'frame' | 'trustProxy'>
  mailbox?: Omit<MailboxPorts, 'frame'>
  /** Whether a proxy in front may say by which scheme was asked. */
  trustProxy: boolean
  /** Told of what nobody foresaw; the visitor sees a plain page. */
  onError(description: string): void
}

/** Every page: the map of the web. Feeds are answered before it (feeds/feeds-listener.ts). */
export function web(ports: WebPorts): Hono {
  const { frame, words } = ports
  const app = new Hono()
  app.use(secureHeaders(HEADERS))
  const policy = pagePolicy(frame.css, frame.site.url)
  app.use(async (c, next) => {
    await next()
    // Some pages have one of their own.
    if (!c.res.headers.has(POLICY)) c.header(POLICY, policy)
    if (isSecure(askingOf(c), ports.trustProxy)) c.header('Strict-Transport-Security', HALF_A_YEAR)
  })
  app.route(
    '/',
    homeRoute({ ...ports.home, frame, words, hasMailbox: ports.mailbox !== undefined, signUp: ports.signUp }),
  )
  // Browsers ask for one, whatever a page says.
  app.get('/favicon.ico', (c) => c.body(null, 204, { 'Cache-Control': 'public, max-age=86400' }))
  app.route('/', healthzRoute(ports.health))
  app.get('/feeds', (c) => c.redirect('feeds/'))
  app.route('/', privateFeedRoute(ports.privateFeed))
  app.route('/', picturesRoute(ports.pictures))
  app.route('/', archiveRoute({ ...ports.archive, frame, words: words.archive }))
  app.route('/', unsubscribeRoute({ ...ports.unsubscribe, frame, words: words.unsubscribe }))
  const preferences = { ...ports.preferences, frame, trustProxy: ports.trustProxy }
  app.route('/', addressRoute(preferences))
  app.route('/', preferencesRoute(preferences))
  if (ports.signUp) {
    const own = { ...ports.signUp, frame, trustProxy: ports.trustProxy }
    app.route('/', signUpRoute(own))
    app.route('/', confirmRoute(own))
  }
  if (ports.mailbox) app.route('/', mailboxRoute({ ...ports.mailbox, frame }))
  app.notFound((c) => c.html(<NotFoundPage frame={frame} words={words.web} />, 404))
  app.onError((error, c) => {
    if (error instanceof HTTPException) return error.getResponse()
    ports.onError(errorText(error))
    if (mayPass(error))
      return c.text('This does not work at the moment. Try again in a minute.', 503, { 'Retry-After': '60' })
    if (wasMoved(error))
      return c.text('This moved to another place. Nothing was changed here: try again later.', 503, {
        'Retry-After': '60',
      })
    return c.text('Something went wrong here. It was written down.', 500)
  })
  return app
}

/** The publication was moved to another database, and this program still has the old one. */
function wasMoved(error: Error): boolean {
  return error instanceof BroadsheetError && error.problems.some(({ code }) => code === 'store.moved-away')
}

const POLICY = 'Content-Security-Policy'
const HALF_A_YEAR = 'max-age=15552000'
