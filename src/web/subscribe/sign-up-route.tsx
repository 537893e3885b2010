import { type Context, Hono } from 'hono'
import type { SignUpOffer } from '../../actions/subscribers/offered.ts'
import type { SignUpAnswer, SignUpForm } from '../../actions/subscribers/sign-up.ts'
import { CURRENT_WORDING } from '../../words/consent-wording.ts'
import { LANGUAGES, wordsFor } from '../../words/words-for.ts'
import { pagePolicy } from '../content-policy.ts'
import type { PageFrame } from '../pages/layout.tsx'
import { type Form, readForm } from '../read-form.ts'
import { askingOf, clientAddress, networkOf } from '../who-asks.ts'
import { SentPage, SignUpPage, type SignUpPageProps, type Typed } from './sign-up-page.tsx'

export interface SignUpRoutePorts {
  frame: PageFrame
  trustProxy: boolean
  offer: SignUpOffer
  /** Sites whose scripts may send the form and read the answer. */
  origins: string[]
  signUp(form: SignUpForm, from: { address: string; network: string }): Promise<SignUpAnswer>
  /** When a form is handed out. */
  stamp(): string
  /** A task for the form's script, to be solved before it is sent. */
  newTask(): Promise<unknown>
  /** What the form's page loads, by name. */
  script(name: string): Promise<string | undefined>
}

const SHAPE = {
  email: 'one',
  newsletter: 'many',
  cadence: 'one',
  topic: 'many',
  language: 'one',
  return: 'one',
  website: 'one',
  stamp: 'one',
  asked: 'one',
  altcha: 'one',
} as const

/** Where somebody asks for newsletters: by our page, or by a form of the operator's own. */
export function signUpRoute(ports: SignUpRoutePorts): Hono {
  const route = new Hono()
  route.use('/subscribe', async (c, next) => {
    allowOrigin(c, ports)
    await next()
  })
  route.options('/subscribe', (c) => c.body(null, 204))
  route.get('/subscribe', (c) => {
    const language = languageIn(c, ports)
    const newsletters = ports.offer.newsletters.slice(0, 1).map(({ id }) => id)
    return formPage(c, ports, { typed: { newsletters, topics: [], language } })
  })
  route.get('/subscribe/', (c) => c.redirect('../subscribe'))
  route.get('/subscribe/sent', (c) => {
    const language = languageIn(c, ports)
    c.header('Cache-Control', 'no-store')
    return c.html(<SentPage frame={{ ...ports.frame, language }} words={wordsFor(language).subscribe} />)
  })
  route.get('/subscribe/task', async (c) => c.json(await ports.newTask(), 200, { 'Cache-Control': 'no-store' }))
  route.get('/subscribe/:script{[a-z]+\\.js}', async (c) => {
    const script = await ports.script(c.req.param('script'))
    if (script === undefined) return c.notFound()
    return c.body(script, 200, {
      'Content-Type': 'text/javascript; charset=utf-8',
      'Cache-Control': 'public, max-age=86400',
    })
  })
  route.post('/subscribe', (c) => receive(c, ports))
  return route
}

async function receive(c: Context, ports: SignUpRoutePorts) {
  const posted = await readForm(c.req.raw, SHAPE)
  if ('fault' in posted) {
    const { status, message } = posted.fault
    return wantsJson(c) ? c.json({ ok: false, problem: message }, status) : c.text(message, status)
  }
  const { form } = posted
  const language = knownLanguage(form.language) ?? ports.frame.language
  const address = clientAddress(askingOf(c), ports.trustProxy)
  const answer = await ports.signUp(signUpFormOf(form), { address, network: networkOf(address) })
  if (answer.kind === 'taken') return wantsJson(c) ? c.json({ ok: true }) : c.redirect(pageAfter(answer, language), 303)
  const notice = noticeOf(answer, language)
  const status = answer.kind === 'too-many' ? 429 : 422
  if (wantsJson(c)) {
    const meant = answer.kind === 'again' && answer.meant ? { meant: answer.meant } : {}
    return c.json({ ok: false, problem: notice.text, ...meant }, status)
  }
  const typed = { ...form, newsletters: form.newsletter, topics: form.topic, language }
  return formPage(c, ports, { typed, notice, stamp: form.stamp }, status)
}

function signUpFormOf(form: Form<typeof SHAPE>): SignUpForm {
  const { newsletter, topic, website, altcha, ...rest } = form
  return { ...rest, newsletters: newsletter, topics: topic, trap: website, work: altcha }
}

function pageAfter(answer: { return?: string }, language: string): string {
  return answer.return ?? `subscribe/sent?language=${encodeURIComponent(language)}`
}

function noticeOf(
  answer: Exclude<SignUpAnswer, { kind: 'taken' }>,
  language: string,
): NonNullable<SignUpPageProps['notice']> {
  const { subscribe: words } = wordsFor(language)
  if (answer.kind === 'too-many') return { why: 'tooMany', text: words.tooMany }
  const { why, meant = '' } = answer
  return { why, text: why === 'didYouMean' ? words.didYouMean(meant) : words[why] }
}

function formPage(
  c: Context,
  { frame, offer, stamp }: SignUpRoutePorts,
  shown: { typed: Typed; notice?: SignUpPageProps['notice']; stamp?: string },
  status: 200 | 422 | 429 = 200,
) {
  const language = shown.typed.language ?? frame.language
  c.header('Cache-Control', 'no-store')
  c.header('Content-Security-Policy', pagePolicy(frame.css, frame.site.url, { scripts: true }))
  return c.html(
    <SignUpPage
      frame={{ ...frame, language }}
      words={wordsFor(language).subscribe}
      wording={CURRENT_WORDING}
      offer={offer}
      typed={shown.typed}
      // Kept, so that who was too quick is not so again.
      stamp={shown.stamp ?? stamp()}
      notice={shown.notice}
    />,
    status,
  )
}

function languageIn(c: Context, { frame }: SignUpRoutePorts): string {
  return knownLanguage(c.req.query('language')) ?? frame.language
}

function knownLanguage(language: string | undefined): string | undefined {
  return LANGUAGES.find((words) => words.language === language)?.language
}

function wantsJson(c: Context): boolean {
  return /\bapplication\/json\b/i.test(c.req.header('Accept') ?? '')
}

/** A script of another site reads the answer only where the operator names that site. */
function allowOrigin(c: Context, { origins }: SignUpRoutePorts): void {
  c.header('Vary', 'Origin, Accept')
  const origin = c.req.header('Origin')
  if (origin === undefined || !origins.includes(origin)) return
  c.header('Access-Control-Allow-Origin', origin)
  c.header('Access-Control-Allow-Methods', 'POST')
  c.header('Access-Control-Allow-Headers', 'Content-Type, Accept')
}
