import { type Context, Hono } from 'hono'
import type { AddressFault } from '../../actions/subscribers/address-change.ts'
import type { HeldData } from '../../actions/subscribers/held-data.ts'
import type { Holder, OpenHolder, PreferencesWish } from '../../actions/subscribers/preferences.ts'
import type { PreferencesView } from '../../actions/subscribers/preferences-view.ts'
import { INERT_TOKEN } from '../../subscribers/token.ts'
import { wordsFor } from '../../words/words-for.ts'
import { pagePolicy } from '../content-policy.ts'
import type { PageFrame } from '../pages/layout.tsx'
import { SentencePage } from '../pages/sentence-page.tsx'
import { tokenOf } from '../personal-link.ts'
import { type Form, readForm } from '../read-form.ts'
import { askingOf, clientAddress } from '../who-asks.ts'
import { HOUR_SCRIPT } from './hour-form.tsx'
import { PreferencesPage, type PreferencesPageProps } from './preferences-page.tsx'
import { ErasePage, StalePage, saidIn } from './small-pages.tsx'

export interface PreferencesRoutePorts {
  frame: PageFrame
  trustProxy: boolean
  holderOf(token: string): Promise<Holder>
  viewOf(holder: OpenHolder): Promise<PreferencesView>
  change(holder: OpenHolder, wish: PreferencesWish, network: string): Promise<void>
  sendFreshLink(holder: Extract<Holder, { kind: 'stale' }>): Promise<void>
  askForAddress(holder: OpenHolder['record'], typed: string): Promise<AddressFault | 'asked'>
  heldData(holder: OpenHolder): Promise<HeldData>
  erase(holder: OpenHolder): Promise<void>
  feedUrl(subscriptionHandle: string): string
  writeTo?: string
}

const SHAPE = {
  do: 'one',
  newsletter: 'one',
  cadence: 'one',
  'was-cadence': 'one',
  topic: 'many',
  'was-topic': 'many',
  name: 'one',
  'was-name': 'one',
  language: 'one',
  'was-language': 'one',
  email: 'one',
  hour: 'one',
  timezone: 'one',
} as const

/** What a mail's link shows its reader, and lets them change. A GET changes nothing. */
export function preferencesRoute(ports: PreferencesRoutePorts): Hono {
  const route = new Hono()
  route.use('/preferences/*', async (c, next) => {
    await next()
    c.header('Cache-Control', 'no-store')
  })
  route.get('/preferences/hour.js', (c) =>
    c.body(HOUR_SCRIPT, 200, { 'Content-Type': 'text/javascript; charset=utf-8' }),
  )
  route.get('/preferences/:token/data', (c) => withHolder(c, ports, (holder) => download(c, ports, holder)))
  route.get('/preferences/:token/erase', (c) =>
    withHolder(c, ports, ({ language }) => c.html(<ErasePage {...saidIn(language, ports)} token={tokenOf(c)} />)),
  )
  route.post('/preferences/:token/erase', (c) =>
    withHolder(c, ports, async (holder) => {
      await ports.erase(holder)
      const { frame, words } = saidIn(holder.language, ports)
      return c.html(<SentencePage frame={frame} title={words.eraseTitle} sentence={words.erased} />)
    }),
  )
  route.get('/preferences/:token/', (c) => c.redirect(`../${tokenOf(c)}`))
  route.get('/preferences/:token', async (c) => {
    if (c.req.param('token') !== tokenOf(c)) return c.redirect(tokenOf(c))
    return withHolder(c, ports, (holder) => show(c, ports, holder, noticeIn(c, holder)))
  })
  route.post('/preferences/:token', (c) => act(c, ports))
  return route
}

async function act(c: Context, ports: PreferencesRoutePorts): Promise<Response> {
  const posted = await readForm(c.req.raw, SHAPE)
  if ('fault' in posted) return c.text(posted.fault.message, posted.fault.status)
  const { form } = posted
  const holder = await ports.holderOf(tokenOf(c))
  if (holder.kind === 'stale' && form.do === 'fresh') {
    await ports.sendFreshLink(holder)
    const { frame, words } = saidIn(holder.language, ports)
    return c.html(<SentencePage frame={frame} title={words.title} sentence={words.freshSent} />)
  }
  return withHolder(c, ports, (open) => changeBy(c, ports, open, form))
}

async function changeBy(
  c: Context,
  ports: PreferencesRoutePorts,
  holder: OpenHolder,
  form: Form<typeof SHAPE>,
): Promise<Response> {
  if (form.do === 'address') {
    const outcome = await ports.askForAddress(holder.record, form.email ?? '')
    if (outcome === 'asked') return c.redirect(`${tokenOf(c)}?said=address`, 303)
    const text = wordsFor(holder.language).subscribe[outcome]
    return show(c, ports, holder, { text, isFault: true }, form.email ?? '')
  }
  const wish = wishOf(form)
  if (!wish) return show(c, ports, holder)
  await ports.change(holder, wish, clientAddress(askingOf(c), ports.trustProxy))
  return c.redirect(`${tokenOf(c)}?said=saved`, 303)
}

function wishOf(form: Form<typeof SHAPE>): PreferencesWish | undefined {
  const { do: what, newsletter = '' } = form
  switch (what) {
    case 'choose':
    case 'join': {
      const sent = { topics: form.topic, ...(form.cadence !== undefined && { cadence: form.cadence }) }
      const was = form['was-cadence']
      return {
        do: what,
        newsletter,
        sent,
        shown: { topics: form['was-topic'], ...(was !== undefined && { cadence: was }) },
      }
    }
    case 'pause':
    case 'resume':
    case 'leave':
    case 'to-feed':
    case 'to-mail':
      return { do: what, newsletter }
    case 'leave-all':
      return { do: what }
    case 'hour':
      return { do: what, hour: form.hour ?? '', timezone: form.timezone ?? '' }
    case 'you':
      return {
        do: what,
        ...(form.name !== undefined && form.name !== form['was-name'] && { name: form.name }),
        ...(form.language !== undefined && form.language !== form['was-language'] && { language: form.language }),
      }
    default:
      return undefined
  }
}

/** Only who has a fresh link sees and does anything; of others' links nothing is told but how to get one. */
async function withHolder(
  c: Context,
  ports: PreferencesRoutePorts,
  go: (holder: OpenHolder) => Response | Promise<Response>,
): Promise<Response> {
  const token = tokenOf(c)
  const { frame, words } = saidIn(ports.frame.language, ports)
  const own = { frame, title: words.title }
  if (token === INERT_TOKEN) return c.html(<SentencePage {...own} sentence={words.testLink} />)
  const holder = await ports.holderOf(token)
  if (holder.kind === 'broken') return c.html(<SentencePage {...own} sentence={words.broken} />, 404)
  if (holder.kind === 'open') return go(holder)
  // The form of this page leads to the link itself, and not to what is below it.
  if (c.req.path.split('/').length > 3) return c.redirect(`../${token}`)
  return c.html(<StalePage {...saidIn(holder.language, ports)} />)
}

async function show(
  c: Context,
  ports: PreferencesRoutePorts,
  holder: OpenHolder,
  notice?: PreferencesPageProps['notice'],
  typed?: string,
): Promise<Response> {
  const { frame, feedUrl, writeTo } = ports
  const { language } = holder
  const words = wordsFor(language)
  const view = await ports.viewOf(holder)
  if (view.hours) c.header('Content-Security-Policy', pagePolicy(frame.css, frame.site.url, { scripts: true }))
  const shown = { view, token: tokenOf(c), feedUrl, notice, typed, writeTo }
  return c.html(
    <PreferencesPage frame={{ ...frame, language }} words={words} {...shown} />,
    notice?.isFault ? 422 : 200,
  )
}

/** After a redirect, so that to load the page again does nothing again. */
function noticeIn(c: Context, { language }: OpenHolder): PreferencesPageProps['notice'] {
  const { preferences } = wordsFor(language)
  const text = { saved: preferences.saved, address: preferences.addressSent }[c.req.query('said') ?? '']
  return text === undefined ? undefined : { text }
}

async function download(c: Context, ports: PreferencesRoutePorts, holder: OpenHolder): Promise<Response> {
  const text = `${JSON.stringify(await ports.heldData(holder), null, 2)}\n`
  return c.body(text, 200, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Disposition': 'attachment; filename="held-about-you.json"',
  })
}
