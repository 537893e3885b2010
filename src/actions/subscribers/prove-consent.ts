import type { Config } from '../../config/config.ts'
import { BroadsheetError, failure, type Problem } from '../../config/problem.ts'
import type { SubscriberRecord } from '../../deliveries/subscriber-record.ts'
import type { SubscriptionState, WrittenConsent } from '../../subscribers/subscriber.ts'
import { titleOf } from '../newsletter-named.ts'
import { addressGiven, nobodyHasIt } from './address-given.ts'

export interface ProveConsentPorts {
  config: Config
  subscribers: {
    find(key: string): Promise<SubscriberRecord | undefined>
    isErased(key: string): Promise<boolean>
  }
}

export interface ConsentProof {
  address: string
  newsletters: {
    newsletter: string
    title: string
    state: SubscriptionState
    /** What happened, the oldest first. */
    steps: WrittenConsent[]
  }[]
  problems: Problem[]
}

/**
 * What answers "show me that I signed up".
 * @throws BroadsheetError where nothing is known of the address
 */
export async function proveConsent({ config, subscribers }: ProveConsentPorts, address: string): Promise<ConsentProof> {
  const { key } = addressGiven(address)
  const record = await subscribers.find(key)
  if (!record?.subscriber) throw (await subscribers.isErased(key)) ? erased() : nobodyHasIt()
  const { subscriber, subscriptions, consents } = record
  return {
    address: subscriber.address,
    newsletters: subscriptions.map(({ newsletter, state }) => ({
      newsletter,
      title: titleOf(config, newsletter),
      state,
      steps: consents
        .filter((consent) => consent.newsletter === newsletter)
        .map(({ action, at, source, evidence }) => ({ action, at, source, ...(evidence && { evidence }) })),
    })),
    problems: [],
  }
}

function erased(): BroadsheetError {
  const message = 'This address was erased, and with it what proved a consent.'
  return new BroadsheetError(failure('subscribers.erased', message))
}
