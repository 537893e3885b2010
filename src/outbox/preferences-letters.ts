import type { Temporal } from 'temporal-polyfill'
import type { AddressChange } from '../subscribers/address-change.ts'
import { LINK_DAYS } from '../subscribers/preferences.ts'
import { addressChangeUrl, preferencesUrl } from '../subscribers/preferences-url.ts'
import { CONFIRM_HOURS } from '../subscribers/sign-up.ts'
import { signTimedToken } from '../subscribers/token.ts'
import { wordsFor } from '../words/words-for.ts'
import type { Letter } from './letter.ts'
import { footOf, type LetterHead } from './sign-up-letters.ts'

/** To a subscriber who had a link that is too old. */
export function freshLinkLetter(
  head: LetterHead,
  language: string,
  asked: { handle: string; at: Temporal.Instant },
): Letter {
  const { preferences } = wordsFor(language)
  const token = signTimedToken('preferences', asked.handle, asked.at, head.web.secrets)
  return {
    subject: preferences.freshSubject(head.site.title),
    language,
    parts: [
      preferences.freshIntro,
      { label: preferences.title, url: preferencesUrl(head.web.url, token), isButton: true },
      preferences.days(LINK_DAYS),
    ],
    foot: footOf(head),
  }
}

/** To the new address, which may be anybody's: nothing in it was typed by whoever asked. */
export function newAddressLetter(head: LetterHead, language: string, change: AddressChange, side: string): Letter {
  const { preferences, subscribe } = wordsFor(language)
  const { title } = head.site
  const asks = [
    preferences.askNew(title),
    linkOf(head, preferences.addressSubject(title), change, side),
    subscribe.hours(CONFIRM_HOURS),
    subscribe.ignore,
  ]
  return {
    subject: preferences.addressSubject(title),
    language,
    parts: change.isTaken ? [preferences.taken(title)] : asks,
    foot: footOf(head),
  }
}

/** To the old one, with the way to call it off. */
export function oldAddressLetter(head: LetterHead, language: string, change: AddressChange, side: string): Letter {
  const { preferences, subscribe } = wordsFor(language)
  const { title } = head.site
  return {
    subject: preferences.addressSubject(title),
    language,
    parts: [
      preferences.askOld(title, change.address),
      linkOf(head, preferences.addressSubject(title), change, side),
      subscribe.hours(CONFIRM_HOURS),
      preferences.notYou,
    ],
    foot: footOf(head),
  }
}

function linkOf({ web }: LetterHead, label: string, { at }: AddressChange, side: string) {
  const token = signTimedToken('confirm', side, at, web.secrets)
  return { label, url: addressChangeUrl(web.url, token), isButton: true }
}
