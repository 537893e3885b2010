import type { Temporal } from 'temporal-polyfill'
import { BroadsheetError, failure, type Problem } from '../../config/problem.ts'
import type { SubscriberRecord } from '../../deliveries/subscriber-record.ts'
import { type Actor, operator } from '../../subscribers/actor.ts'
import type { Erased } from '../../subscribers/erasure.ts'
import { addressGiven } from './address-given.ts'

export interface EraseSubscriberPorts {
  subscribers: {
    find(key: string): Promise<SubscriberRecord | undefined>
    isErased(key: string): Promise<boolean>
    erase(key: string, at: Temporal.Instant, source: Actor): Promise<Erased>
  }
  clock(): Temporal.Instant
}

/** What is known of an address that is to be erased; undefined where nothing is. */
export interface KnownPerson {
  newsletters: string[]
  isSuppressed: boolean
}

export interface EraseReport extends Erased {
  problems: Problem[]
}

/**
 * Erases a person. `mayErase` is asked first, and told what is known; undefined where it says no.
 * @throws BroadsheetError where the address was erased already
 */
export async function eraseSubscriber(
  { subscribers, clock }: EraseSubscriberPorts,
  address: string,
  mayErase: (known: KnownPerson | undefined) => Promise<boolean>,
): Promise<EraseReport | undefined> {
  const { key } = addressGiven(address)
  const record = await subscribers.find(key)
  if (!record && (await subscribers.isErased(key)))
    throw new BroadsheetError(failure('subscribers.erased', 'This address was erased already.'))
  const known = record && {
    newsletters: record.subscriptions.map(({ newsletter }) => newsletter),
    isSuppressed: record.suppression !== undefined,
  }
  if (!(await mayErase(known))) return undefined
  return { ...(await subscribers.erase(key, clock(), operator())), problems: [] }
}
