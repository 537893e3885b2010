import { type Context, Hono } from 'hono'
import type { AboutSignUp, LinkFault } from '../../actions/subscribers/confirm-sign-up.ts'
import { CURRENT_WORDING } from '../../words/consent-wording.ts'
import { wordsFor } from '../../words/words-for.ts'
import type { PageFrame } from '../pages/layout.tsx'
import { personalPage, tokenOf } from '../personal-link.ts'
import { readForm } from '../read-form.ts'
import { askingOf, clientAddress } from '../who-asks.ts'
import { ConfirmedPage, ConfirmPage, DeadLinkPage } from './confirm-page.tsx'

export interface ConfirmRoutePorts {
  frame: PageFrame
  trustProxy: boolean
  signUpOf(token: string): Promise<AboutSignUp | LinkFault>
  confirm(token: string, network: string): Promise<AboutSignUp | LinkFault | 'suppressed'>
  /** Where somebody whose address gets no mail can ask a person. */
  writeTo?: string
}

/** The link of the mail that asks. GET asks, POST acts; twice is as good as once. */
export function confirmRoute(ports: ConfirmRoutePorts): Hono {
  const route = new Hono()
  const ask = async (c: Context) => {
    const about = await ports.signUpOf(tokenOf(c))
    if (typeof about === 'string') return deadLink(c, ports, about)
    return personalPage(
      c,
      <ConfirmPage {...said(ports, about)} newsletters={about.newsletters} wording={CURRENT_WORDING} />,
    )
  }
  const act = async (c: Context) => {
    const posted = await readForm(c.req.raw, {})
    if ('fault' in posted && posted.fault.status === 413) return c.text(posted.fault.message, 413)
    const done = await ports.confirm(tokenOf(c), clientAddress(askingOf(c), ports.trustProxy))
    if (typeof done === 'string') return deadLink(c, ports, done)
    return personalPage(c, <ConfirmedPage {...said(ports, done)} newsletters={done.newsletters} />)
  }
  for (const path of ['/confirm/:token', '/confirm/:token/']) {
    route.get(path, ask)
    route.post(path, act)
  }
  return route
}

/** 409 where the address stands in the way. */
function deadLink(c: Context, ports: ConfirmRoutePorts, fault: LinkFault | 'suppressed') {
  const { subscribe: words } = wordsFor(ports.frame.language)
  const writeTo = fault === 'suppressed' ? ports.writeTo : undefined
  const status = ({ broken: 404, expired: 410, suppressed: 409 } as const)[fault]
  return personalPage(
    c,
    <DeadLinkPage frame={ports.frame} words={words} sentence={words[fault]} writeTo={writeTo} />,
    status,
  )
}

function said({ frame }: ConfirmRoutePorts, { language }: AboutSignUp) {
  return { frame: { ...frame, language }, words: wordsFor(language).subscribe }
}
