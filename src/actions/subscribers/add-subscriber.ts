import type { Temporal } from 'temporal-polyfill'
import type { Config } from '../../config/config.ts'
import type { Problem } from '../../config/problem.ts'
import { cadenceNamed, newsletterNamed } from '../newsletter-named.ts'
import { addressGiven } from './address-given.ts'

export type AddOutcome = 'added' | 'already' | 'returned' | 'suppressed'

export interface AddSubscriberPorts {
  config: Config
  subscribers: {
    subscribe(request: {
      newsletter: string
      cadence: string
      address: string
      key: string
      name?: string
      topics?: string[]
      at: Temporal.Instant
      source: string
    }): Promise<AddOutcome>
  }
  clock(): Temporal.Instant
}

export interface AddSubscriberRequest {
  address: string
  newsletter?: string
  cadence?: string
  topics?: string[]
  name?: string
}

export interface AddSubscriberReport {
  outcome: AddOutcome
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
  const outcome = await ports.subscribers.subscribe({
    newsletter: newsletter.id,
    cadence,
    address,
    key,
    name: request.name ?? name,
    topics: request.topics,
    at: ports.clock(),
    source: 'cli',
  })
  return { outcome, newsletter: newsletter.id, cadence, problems: [] }
}
