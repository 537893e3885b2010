import type { Temporal } from 'temporal-polyfill'
import type { Mailbox } from '../../config/mailbox.ts'
import { sayMoment } from '../../config/say-time.ts'
import type { SubscriberRecord } from '../../deliveries/subscriber-record.ts'
import type { AudienceQuery, Candidates } from '../../editions/audience.ts'
import { whyLeftOut } from '../../editions/why-left-out.ts'
import type { ParsedAddress } from '../../subscribers/address.ts'
import type { EditionDraft } from './draft-edition.ts'
import type { LookedMails } from './look-mails.ts'

export interface LookReaderPorts {
  config: { site: { timezone: string } }
  editions: { candidates(query: AudienceQuery, at: Temporal.Instant): Promise<Candidates> }
}

/** A subscriber, and what a draft would bring them. */
export interface LookedReader extends Mailbox {
  /** The mask of their mail; undefined where they get none. */
  mask?: number
  /** What they get, or why nothing. */
  sentence: string
}

export async function findReader(
  ports: LookReaderPorts,
  found: {
    reader: ParsedAddress
    record: SubscriberRecord | undefined
    draft: EditionDraft
    basis: LookedMails['basis']
  },
): Promise<LookedReader> {
  const { reader, record, draft, basis } = found
  const { address, name } = record?.subscriber ?? reader
  const mailbox: Mailbox = { address, ...(name && { name }) }
  const { groups, excluded } = await ports.editions.candidates({ ...draft.audience, only: reader.key }, draft.date)
  const [group] = groups
  if (group && basis === 'due') return { ...mailbox, mask: group.mask, sentence: `This is what ${address} would get.` }
  const [reason] = Object.keys(excluded)
  if (reason) return { ...mailbox, sentence: `${address} would get nothing: ${whyLeftOut(reason)}.` }
  return { ...mailbox, sentence: notOnTheList(address, found, ports.config.site.timezone) }
}

function notOnTheList(
  address: string,
  { record, draft }: { record: SubscriberRecord | undefined; draft: EditionDraft },
  timezone: string,
): string {
  const { id } = draft.newsletter
  const own = record?.subscriptions.find(({ newsletter }) => newsletter === id)
  switch (own?.state) {
    case undefined:
      return `${address} is not subscribed to ${id}.`
    case 'unsubscribed':
      return `${address} has left ${id}.`
    case 'pending':
      return `${address} has not confirmed yet.`
    case 'by-feed':
      return `${address} reads ${id} by feed, and gets no mails.`
    case 'paused':
      return `${address} has paused${own.pausedUntil ? ` until ${sayMoment(own.pausedUntil, timezone)}` : ''}.`
    case 'active':
      return `${address} gets ${id} as ${own.cadence}, and not as ${draft.cadence}.`
  }
}
