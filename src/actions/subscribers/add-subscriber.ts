import type { Temporal } from 'temporal-polyfill'
import type { Config } from '../../config/config.ts'
import { failure, type Problem } from '../../config/problem.ts'
import { operator } from '../../subscribers/actor.ts'
import { cleanName, cleanNote } from '../../subscribers/person-name.ts'
import type { SubscribeOutcome, SubscribeRequest } from '../../subscribers/subscriber.ts'
import { cadenceNamed, newsletterNamed } from '../newsletter-named.ts'
import { addressGiven } from './address-given.ts'

export interface AddSubscriberPorts {
  config: Config
  subscribers: {
    subscribe(request: SubscribeRequest): Promise<SubscribeOutcome>
  }
  clock(): Temporal.Instant
}

export interface AddSubscriberRequest {
  address: string
  newsletter?: string
  cadence?: string
  topics?: string[]
  name?: string
  /** How they asked, in the operator's words: needed where they had left, and kept in the record. */
  consent?: string
}

export interface AddSubscriberReport {
  outcome: SubscribeOutcome
  newsletter: string
  cadence: string
  problems: Problem[]
}

/** Subscribes one address, on the operator's word that its owner asked for it. */
export async function addSubscriber(
  ports: AddSubscriberPorts,
  request: AddSubscriberRequest,
): Promise<AddSubscriberReport> {
  const newsletter = newsletterNamed(ports.config, request.newsletter)
  const cadence = cadenceNamed(newsletter, request.cadence)
  const { address, key, name } = addressGiven(request.address)
  const consent = cleanNote(request.consent)
  const outcome = await ports.subscribers.subscribe({
    newsletter: newsletter.id,
    cadence,
    address,
    key,
    name: cleanName(request.name) ?? name,
    topics: request.topics,
    at: ports.clock(),
    source: operator(consent),
    mayReturn: consent !== undefined,
  })
  return { outcome, newsletter: newsletter.id, cadence, problems: problemsOf(outcome, address) }
}

function problemsOf(outcome: SubscribeOutcome, address: string): Problem[] {
  if (outcome === 'suppressed') {
    const hint = `See why with: broadsheet subscribers show ${address}; lift it with: broadsheet subscribers unsuppress ${address}.`
    return [failure('subscribers.suppressed', 'Not subscribed: the address is suppressed.', { hint })]
  }
  if (outcome === 'erased') {
    const hint = 'It comes back when its owner signs up and confirms.'
    return [failure('subscribers.erased', 'Not subscribed: the address was erased.', { hint })]
  }
  if (outcome !== 'left') return []
  const hint = 'If they asked to come back, say how, for the record: --consent "by mail on 3 May".'
  return [failure('subscribers.left', 'Not subscribed: they left this newsletter.', { hint })]
}
