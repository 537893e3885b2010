import type { Temporal } from 'temporal-polyfill'
import type { Config } from '../../config/config.ts'
import { CONFIRM_HOURS, type Confirmation, type Confirmed, type SignUp } from '../../subscribers/sign-up.ts'
import { readTimedToken } from '../../subscribers/token.ts'
import { listOf } from '../../words/list-of.ts'
import { choicesOf } from './offered.ts'

export interface ConfirmPorts {
  config: Config
  signUps: {
    find(handle: string): Promise<SignUp | undefined>
    confirm(handle: string, confirmation: Confirmation): Promise<Confirmed>
  }
  clock(): Temporal.Instant
}

/** Why a link leads to nothing. `broken`: we did not sign it. `expired`: it is too old, or what it was for is gone. */
export type LinkFault = 'broken' | 'expired'

/** What a link to confirm is about: titles as a list in the language that was chosen. */
export interface AboutSignUp {
  newsletters: string
  language: string
}

/** For the page with the button. It changes nothing: mail scanners follow every link. */
export async function signUpOf(ports: ConfirmPorts, token: string): Promise<AboutSignUp | LinkFault> {
  const known = await find(ports, token)
  return typeof known === 'string' ? known : about(ports.config, known, known.newsletters)
}

/** The button: subscriptions begin, and a mail welcomes. Twice is as good as once. */
export async function confirm(
  ports: ConfirmPorts,
  token: string,
  network: string,
): Promise<AboutSignUp | LinkFault | 'suppressed'> {
  const known = await find(ports, token)
  if (typeof known === 'string') return known
  const at = ports.clock()
  const confirmed = await ports.signUps.confirm(known.handle, { at, network, choices: choicesOf(ports.config, known) })
  if (confirmed === 'suppressed') return 'suppressed'
  if (confirmed === 'unknown' || confirmed.subscriptions.length === 0) return 'expired'
  return about(
    ports.config,
    known,
    confirmed.subscriptions.map(({ newsletter }) => newsletter),
  )
}

async function find({ config, signUps, clock }: ConfirmPorts, token: string): Promise<SignUp | LinkFault> {
  const link = readTimedToken(token, 'confirm', config.web.secrets)
  if (!link) return 'broken'
  if (clock().since(link.madeAt).total('hours') > CONFIRM_HOURS) return 'expired'
  return (await signUps.find(link.handle)) ?? 'expired'
}

function about({ newsletters }: Config, { language }: SignUp, ids: string[]): AboutSignUp {
  const titles = newsletters.filter(({ id }) => ids.includes(id)).map(({ title }) => title)
  return { newsletters: listOf(titles.length > 0 ? titles : ids, language), language }
}
