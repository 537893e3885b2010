import { type Context, Hono } from 'hono'
import type { AboutAddressChange } from '../../actions/subscribers/address-change.ts'
import type { LinkFault } from '../../actions/subscribers/confirm-sign-up.ts'
import type { AgreeOutcome } from '../../subscribers/address-change.ts'
import type { PageFrame } from '../pages/layout.tsx'
import { SentencePage } from '../pages/sentence-page.tsx'
import { personalPage, tokenOf } from '../personal-link.ts'
import { readForm } from '../read-form.ts'
import { AskAddressPage, saidIn } from './small-pages.tsx'

export interface AddressRoutePorts {
  frame: PageFrame
  addressChangeOf(token: string): Promise<AboutAddressChange | LinkFault>
  agreeToAddress(token: string): Promise<(AgreeOutcome & { language: string }) | LinkFault>
  callOffAddress(token: string): Promise<{ isOff: boolean; language: string } | LinkFault>
}

/** The links of the mails about a change of address. GET asks, POST acts. */
export function addressRoute(ports: AddressRoutePorts): Hono {
  const route = new Hono()
  const ask = async (c: Context) => {
    const about = await ports.addressChangeOf(tokenOf(c))
    if (typeof about === 'string') return dead(c, ports, about)
    return personalPage(c, <AskAddressPage {...saidIn(about.language, ports)} about={about} />)
  }
  const act = async (c: Context) => {
    const posted = await readForm(c.req.raw, { do: 'one' })
    if ('fault' in posted) return c.text(posted.fault.message, posted.fault.status)
    if (posted.form.do === 'call-off') return callOff(c, ports)
    if (posted.form.do !== 'agree') return ask(c)
    const outcome = await ports.agreeToAddress(tokenOf(c))
    if (typeof outcome === 'string') return dead(c, ports, outcome)
    if (outcome.kind === 'over') return dead(c, ports, 'expired', outcome.language)
    const { words, frame } = saidIn(outcome.language, ports)
    const sentence = outcome.kind === 'done' ? words.changed(outcome.address) : words.waiting
    return personalPage(c, <SentencePage frame={frame} title={words.changeAddress} sentence={sentence} />)
  }
  for (const path of ['/preferences/address/:token', '/preferences/address/:token/']) {
    route.get(path, ask)
    route.post(path, act)
  }
  return route
}

async function callOff(c: Context, ports: AddressRoutePorts) {
  const outcome = await ports.callOffAddress(tokenOf(c))
  if (typeof outcome === 'string') return dead(c, ports, outcome)
  if (!outcome.isOff) return dead(c, ports, 'expired', outcome.language)
  const { words, frame } = saidIn(outcome.language, ports)
  return personalPage(c, <SentencePage frame={frame} title={words.changeAddress} sentence={words.calledOff} />)
}

function dead(c: Context, ports: AddressRoutePorts, fault: LinkFault, language = ports.frame.language) {
  const { words, frame } = saidIn(language, ports)
  const sentence = words[fault]
  const status = fault === 'broken' ? 404 : 410
  return personalPage(c, <SentencePage frame={frame} title={words.changeAddress} sentence={sentence} />, status)
}
