import { createHmac } from 'node:crypto'

/**
 * What is kept of an address that was erased: a keyed hash, so that nobody who has the list of them can try addresses
 * without the key. A contract: databases hold it for good.
 *
 * @param key random, of this publication, apart from the secrets that sign links, and never changed
 */
export function erasureHash(key: string, addressKey: string): string {
  return createHmac('sha256', Buffer.from(key, 'base64url')).update(addressKey).digest('base64url')
}

/** What was erased. */
export interface Erased {
  /** Was anything known of the address? Else it is only kept from being added. */
  isKnown: boolean
  subscriptions: number
  consents: number
  /** Mails that were sent, or were to be: they keep their states and lose the person. */
  deliveries: number
  /** Of them, what was still to be sent. */
  cancelled: number
  /** What forms asked for. */
  signUps: number
  /** Confirmations and the like, sent or not. */
  otherMails: number
  wasSuppressed: boolean
}

const ERASED = 'erased:'

/** Stands where the key of an erased subscriber's address stood. No address has it, since it has no @. */
export function erasedKey(subscriberId: number): string {
  return `${ERASED}${subscriberId}`
}

export function isErasedKey(addressKey: string): boolean {
  return addressKey.startsWith(ERASED)
}
