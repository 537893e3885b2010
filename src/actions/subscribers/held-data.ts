import type { SentRecord, SubscriberRecord } from '../../deliveries/subscriber-record.ts'
import type { SignUp } from '../../subscribers/sign-up.ts'
import type { Subscriber } from '../../subscribers/subscriber.ts'

export interface HeldDataPorts {
  preferences: { sent(handle: string): Promise<SentRecord[]> }
  signUps: { pendingOf(addressKey: string): Promise<SignUp[]> }
}

/** All that is held about a person, as they get it; documented in docs/preferences.md. Times as JSON writes them, ISO 8601 in UTC. */
export interface HeldData {
  schema: 1
  kind: 'held-data'
  subscriber: Pick<Subscriber, 'address' | 'name' | 'language' | 'ownHour' | 'createdAt'>
  subscriptions: unknown[]
  consents: unknown[]
  deliveries: unknown[]
  suppression: unknown
  suppressionSteps: unknown[]
  pendingSignUps: unknown[]
}

export async function heldData(
  { preferences, signUps }: HeldDataPorts,
  record: SubscriberRecord & { subscriber: Subscriber },
): Promise<HeldData> {
  const { address, name, language, ownHour, createdAt, addressKey, handle } = record.subscriber
  const { suppression } = record
  const deliveries = await preferences.sent(handle)
  const pending = await signUps.pendingOf(addressKey)
  return {
    schema: 1,
    kind: 'held-data',
    subscriber: { address, name, language, ownHour, createdAt },
    // Without what numbers them here, and what links are signed with.
    subscriptions: record.subscriptions.map(({ id, handle, subscriberId, ...said }) => said),
    consents: record.consents.map(({ subscriberId, ...said }) => said),
    deliveries: deliveries.map(({ server, relayId, ...said }) => said),
    suppression: suppression ? { reason: suppression.reason, at: suppression.at, note: suppression.note } : null,
    suppressionSteps: record.suppressionSteps,
    pendingSignUps: pending.map(({ handle, key, ...said }) => said),
  }
}
