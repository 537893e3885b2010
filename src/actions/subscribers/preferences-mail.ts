import type { Temporal } from 'temporal-polyfill'
import type { Config } from '../../config/config.ts'
import type { Theme } from '../../config/theme.ts'
import type { SubscriberRecord } from '../../deliveries/subscriber-record.ts'
import { writeLetter } from '../../outbox/letter.ts'
import { freshLinkLetter, newAddressLetter, oldAddressLetter } from '../../outbox/preferences-letters.ts'
import type { WrittenMail } from '../../outbox/written-mail.ts'
import type { AddressChange } from '../../subscribers/address-change.ts'
import { languageOf } from './sign-up.ts'

export interface PreferencesMailPorts {
  config: Config
  /** What it looks like; without one, the classic one. */
  theme?: Theme
  preferences: { of(handle: string): Promise<SubscriberRecord | undefined> }
  addressChanges: { find(side: string): Promise<AddressChange | undefined> }
}

/** Undefined where there is nothing to say any more, and it is not sent. */
type Said = Promise<WrittenMail | undefined>

export async function freshLinkMail(
  { config, theme, preferences }: PreferencesMailPorts,
  subscriber: string,
  at: Temporal.Instant,
): Said {
  const record = await preferences.of(subscriber)
  if (!record?.subscriber || record.suppression) return undefined
  return writeLetter(
    freshLinkLetter(config, languageOf(config, record.subscriber.language), { handle: subscriber, at }),
    theme,
  )
}

export async function addressChangeMail({ config, theme, addressChanges }: PreferencesMailPorts, side: string): Said {
  const change = await addressChanges.find(side)
  if (!change || change.ending) return undefined
  const language = languageOf(config, change.language)
  const letterTo = change.side === 'new' ? newAddressLetter : oldAddressLetter
  return writeLetter(letterTo(config, language, change, side), theme)
}
