import type { Temporal } from 'temporal-polyfill'
import { returnPath } from '../../bounces/return-path.ts'
import type { OutgoingMail } from '../../deliveries/send-result.ts'
import { type EditionPlace, editionNumber } from '../../editions/edition.ts'
import type { EditionHeaders, Variant } from '../../editions/variant.ts'
import type { DkimKey } from '../../messages/dkim-key.ts'
import { messageId, placeInId } from '../../messages/message-id.ts'
import type { ReusedBuffer } from '../../messages/reused-buffer.ts'
import { senderDomain } from '../../messages/sender-domain.ts'
import { messageFor, type PreparedVariant, prepareVariant } from '../../messages/splice.ts'
import { signTimedToken, signToken } from '../../subscribers/token.ts'
import { type CarryPorts, carryOwnPictures } from '../editions/carry-pictures.ts'
import type { ClaimedDelivery } from './delivery-run.ts'

export interface MessageMakerPorts {
  edition: EditionPlace & { newsletter: string; birth?: string; headers?: EditionHeaders }
  /** `datedAt`: it has another date than its edition; so has a mail that waited for its reader's hour. */
  variant(id: number): Promise<(Variant & { datedAt?: Temporal.Instant }) | undefined>
  /** The bytes of a picture that is kept for mails, by its name. */
  storedPicture: CarryPorts['storedPicture']
  /** An inbox to which mails come back, each to an address of its own; undefined: to the newsletter's sender. */
  returnTo?: string
  /** They sign the links; the newest first. */
  secrets: string[]
  /** They sign the mails. */
  dkim: DkimKey[]
}

interface DatedVariant {
  date: Temporal.Instant
  prepared: PreparedVariant
}

/**
 * Makes the messages of one edition: each variant is composed once, and each person's parts are spliced in. A message that is made
 * again is the same to the byte, as its Message-ID promises (RFC 5322 §3.6.4): all dates in it are its edition's, or that of
 * its reader's hour.
 */
export function messageMaker({ edition, variant, storedPicture, returnTo, secrets, dkim }: MessageMakerPorts) {
  const { headers, newsletter, birth } = edition
  const number = editionNumber(edition)
  if (!headers || number === undefined) throw new Error(`edition of ${newsletter} has nothing to send`)
  const variants = new Map<string, Promise<DatedVariant>>()
  const domain = senderDomain(headers.from)
  const corrected = headers.corrects

  async function prepare(id: number, notBefore: Temporal.Instant | undefined): Promise<DatedVariant> {
    const stored = await variant(id)
    if (!stored) throw new Error(`variant ${id} is not in the store`)
    const own = headers as EditionHeaders
    const date = laterOf(stored.datedAt ?? own.date, notBefore)
    const text = own.pictures ? await carryOwnPictures(storedPicture, stored, own.webUrl) : stored
    return { date, prepared: await prepareVariant(text, { ...own, date }, dkim) }
  }

  function preparedOnce({ variantId, notBefore }: ClaimedDelivery): Promise<DatedVariant> {
    const name = notBefore ? `${variantId} ${notBefore.epochMilliseconds}` : `${variantId}`
    const known = variants.get(name) ?? prepare(variantId, notBefore)
    variants.set(name, known)
    return known
  }

  return async (delivery: ClaimedDelivery, memory: ReusedBuffer): Promise<OutgoingMail> => {
    const { date, prepared } = await preparedOnce(delivery)
    const recipient = {
      to: { address: delivery.address, name: delivery.name },
      token: signToken('unsubscribe', delivery.subscriptionHandle, secrets),
      preferences: signTimedToken('preferences', delivery.subscriberHandle, date, secrets),
      messageId: messageId({ newsletter, number: placeInId(number), birth }, delivery.subscriberHandle, domain),
      ...(corrected && { inReplyTo: messageId(corrected, delivery.subscriberHandle, corrected.domain) }),
    }
    const mail = await messageFor(prepared, recipient, memory)
    const from = returnTo === undefined ? headers.from.address : returnPath(returnTo, delivery, secrets)
    return { from, to: delivery.address, ...mail }
  }
}

function laterOf(date: Temporal.Instant, other: Temporal.Instant | undefined): Temporal.Instant {
  return other && other.epochMilliseconds > date.epochMilliseconds ? other : date
}
