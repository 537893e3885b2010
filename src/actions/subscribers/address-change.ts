import type { Temporal } from 'temporal-polyfill'
import type { Person } from '../../subscribers/actor.ts'
import { parseAddress } from '../../subscribers/address.ts'
import { type AddressChange, type AgreeOutcome, isTooLate } from '../../subscribers/address-change.ts'
import { isRefused } from '../../subscribers/address-policy.ts'
import type { Subscriber } from '../../subscribers/subscriber.ts'
import { readTimedToken } from '../../subscribers/token.ts'
import type { LinkFault } from './confirm-sign-up.ts'
import { type MailLimitPorts, mayMail } from './mail-limits.ts'
import { languageOf } from './sign-up.ts'

export interface AddressChangePorts extends MailLimitPorts {
  addressChanges: {
    /** With the mails that ask both. */
    ask(handle: string, to: { address: string; key: string }, at: Temporal.Instant): Promise<unknown>
    find(side: string): Promise<AddressChange | undefined>
    agree(
      side: string,
      said: { at: Temporal.Instant; source: Person; evidence: { form: string } },
    ): Promise<AgreeOutcome>
    callOff(side: string, at: Temporal.Instant): Promise<boolean>
  }
  clock(): Temporal.Instant
}

export type AddressFault = 'notAnAddress' | 'refused'

/**
 * Somebody asks that their mails go elsewhere. Whether the new address is anybody's is not asked here: its owner is told by
 * the mail that it gets either way.
 */
export async function askForAddress(
  ports: AddressChangePorts,
  { subscriber }: { subscriber: Subscriber },
  typed: string,
): Promise<AddressFault | 'asked'> {
  const parsed = parseAddress(typed)
  if ('code' in parsed) return 'notAnAddress'
  const { address, key } = parsed
  const { config, addressChanges } = ports
  if (isRefused(key, config.subscribe?.refuse ?? [])) return 'refused'
  if (address === subscriber.address) return 'asked'
  const at = ports.clock()
  // Of the one who asks, and of whom they would have mailed.
  for (const limited of new Set([subscriber.addressKey, key])) if (!(await mayMail(ports, limited, at))) return 'asked'
  await addressChanges.ask(subscriber.handle, { address, key }, at)
  return 'asked'
}

/** What the page behind either address's link asks. */
export interface AboutAddressChange extends Pick<AddressChange, 'side' | 'address'> {
  language: string
}

export async function addressChangeOf(
  ports: AddressChangePorts,
  token: string,
): Promise<AboutAddressChange | LinkFault> {
  const found = await find(ports, token)
  return typeof found === 'string' ? found : found.about
}

/** The button of either address. Twice is as good as once. */
export async function agreeToAddress(
  ports: AddressChangePorts,
  token: string,
): Promise<(AgreeOutcome & { language: string }) | LinkFault> {
  const found = await find(ports, token, { isAlsoDone: true })
  if (typeof found === 'string') return found
  const said = { at: ports.clock(), source: 'link' as const, evidence: { form: FORM } }
  return { ...(await ports.addressChanges.agree(found.side, said)), language: found.about.language }
}

const FORM = '/preferences/address'

/** The old address alone is asked whether it wants that. */
export async function callOffAddress(
  ports: AddressChangePorts,
  token: string,
): Promise<{ isOff: boolean; language: string } | LinkFault> {
  const found = await find(ports, token)
  if (typeof found === 'string') return found
  const isOff = await ports.addressChanges.callOff(found.side, ports.clock())
  return { isOff, language: found.about.language }
}

async function find(
  { config, addressChanges, clock }: AddressChangePorts,
  token: string,
  { isAlsoDone = false } = {},
): Promise<{ side: string; about: AboutAddressChange } | LinkFault> {
  const link = readTimedToken(token, 'confirm', config.web.secrets)
  if (!link) return 'broken'
  const change = await addressChanges.find(link.handle)
  if (!change || isTooLate(change, clock())) return 'expired'
  if (change.ending && !(isAlsoDone && change.ending === 'done')) return 'expired'
  const { side, address } = change
  return { side: link.handle, about: { side, address, language: languageOf(config, change.language) } }
}
