import type { Temporal } from 'temporal-polyfill'
import type { Actor } from '../actor.ts'
import type { WrittenConsent } from '../subscriber.ts'
import type { ConsentOrigin, ImportRow } from './import-row.ts'
import { wordsOf } from './plain-word.ts'
import { type DayOrder, readInstant } from './read-instant.ts'
import { isNothing } from './yes-or-no.ts'

type OriginKind = 'confirmed' | 'network'

/** Mailchimp, MailerLite, Kit, Sendy, Brevo, ActiveCampaign, CleverReach, Buttondown. */
const HEADINGS = wordsOf<OriginKind>({
  confirmed: `confirm time, confirmed at, confirmation date, confirmation time, confirmed on, date confirmed, opted in at, opt-in at,
    optin at, opt-in date, optin date, optin time, double opt-in date, double opt-in at, doi date`,
  network: `optin ip, opt-in ip, confirm ip, confirmed ip, confirmation ip, signup ip, sign up ip, subscribe ip, subscription ip,
    subscribed ip, registration ip, consent ip, ip signup, ip opt, ip address, ip, signup ip address, opt-in ip address,
    double opt-in ip, doi ip`,
})

/** Undefined for a heading that says nothing of it. */
export function originKind(heading: string, word: string): OriginKind | undefined {
  return heading === '' ? undefined : HEADINGS.get(word)
}

/** Where a list says it: by column. */
export type OriginColumns = ReadonlyMap<number, OriginKind>

export function readOrigin(cells: string[], columns: OriginColumns, order: DayOrder): ConsentOrigin | undefined {
  if (columns.size === 0) return undefined
  let confirmedAt: Temporal.Instant | undefined
  let hasNetwork = false
  for (const [index, kind] of columns) {
    const cell = cells[index] ?? ''
    if (isNothing(cell)) continue
    if (kind === 'network') hasNetwork = true
    else confirmedAt ??= readInstant(cell, order)
  }
  return confirmedAt || hasNetwork ? { ...(confirmedAt && { confirmedAt }), hasNetwork } : undefined
}

/** What happened at the other service, before the import. */
export function consentsElsewhere({ createdAt, origin }: ImportRow, source: Actor): WrittenConsent[] {
  const evidence = origin?.hasNetwork ? ', network address in the list' : ''
  const consents: WrittenConsent[] = []
  if (createdAt) consents.push({ action: 'subscribed', at: createdAt, source: `${source}: elsewhere${evidence}` })
  if (origin?.confirmedAt)
    consents.push({ action: 'confirmed', at: origin.confirmedAt, source: `${source}: elsewhere${evidence}` })
  return consents
}
