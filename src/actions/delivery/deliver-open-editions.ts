import type { Temporal } from 'temporal-polyfill'
import type { Config } from '../../config/config.ts'
import { type DeliveryCounts, editionProgress } from '../../deliveries/edition-progress.ts'
import { nextStep } from '../../deliveries/next-step.ts'
import { matchesTopics } from '../../editions/due.ts'
import type { Edition, EditionState } from '../../editions/edition.ts'
import type { EditionHeaders, Variant } from '../../editions/variant.ts'
import { settlePlanned } from '../editions/settle-planned.ts'
import { abortWhen } from './abort-when.ts'
import { type ClaimedDelivery, deliverEdition, type EditionDeliveryPorts } from './deliver-edition.ts'
import type { GroupedLedger, Lease } from './grouped-ledger.ts'
import { messageMaker } from './message-maker.ts'
import type { ServerHealth } from './server-health.ts'

export interface OpenEdition extends Edition {
  headers?: EditionHeaders
}

export interface DeliverPorts {
  config: Config
  editions: {
    /** The oldest first. */
    open(): Promise<OpenEdition[]>
    byId(id: number): Promise<OpenEdition | undefined>
    freeze(
      id: number,
      at: Temporal.Instant,
      topics: (topics: string[], tags: string[]) => boolean,
      lease: Lease,
    ): Promise<unknown>
    step(id: number, to: EditionState, reason: string | undefined, at: Temporal.Instant): Promise<boolean>
    variant(id: number): Promise<Variant | undefined>
  }
  deliveries: {
    claimable(editionId: number, now: Temporal.Instant, limit: number, afterId: number): Promise<ClaimedDelivery[]>
    counts(editionId: number): Promise<DeliveryCounts>
  }
  ledger: GroupedLedger
  lease: Lease
  server: EditionDeliveryPorts['server']
  health: ServerHealth
  linksAnswer(edition: Edition): Promise<boolean>
  jitter(): number
  clock(): Temporal.Instant
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
}

/**
 * One round over all open editions, by the holder of the lease: planned ones whose posts have come online go, approved
 * ones are frozen, and what is due of those being sent is sent. Returns how many messages had an outcome.
 */
export async function deliverOpenEditions(ports: DeliverPorts, signal: AbortSignal): Promise<number> {
  let count = 0
  for (const { id } of await ports.editions.open()) {
    if (signal.aborted) break
    count += await advance(ports, id, signal)
  }
  return count
}

async function advance(ports: DeliverPorts, id: number, signal: AbortSignal): Promise<number> {
  const edition = await ports.editions.byId(id)
  switch (edition?.state) {
    case 'planned':
      await settlePlanned({ ...ports, liveWait: ports.config.content.liveWait }, edition)
      return 0
    case 'approved':
      await ports.editions.freeze(id, ports.clock(), matchesTopics, ports.lease)
      return 1 + (await sendDue(ports, edition, signal))
    case 'sending':
    case 'settling':
      return sendDue(ports, edition, signal)
    default:
      return 0
  }
}

async function sendDue(ports: DeliverPorts, edition: OpenEdition, signal: AbortSignal): Promise<number> {
  const watched = watch(ports, edition.id, signal)
  try {
    const count = await deliverEdition(editionPorts(ports, edition), watched.signal)
    await settle(ports, edition.id)
    return count
  } finally {
    watched.stop()
  }
}

function editionPorts(ports: DeliverPorts, edition: OpenEdition): EditionDeliveryPorts {
  const { deliveries, ledger, server, health, clock, editions, config } = ports
  return {
    claimable: (now, limit, afterId) => deliveries.claimable(edition.id, now, limit, afterId),
    ledger,
    server,
    health,
    clock,
    message: messageMaker({ edition, variant: (id) => editions.variant(id), secrets: config.web.secrets }),
    decide: (delivery, result) => nextStep(result, delivery, config.delivery, clock(), ports.jitter()),
  }
}

/** `sent` only when every delivery is in a last state; `settling` when only those are left that wait for another try. */
async function settle(ports: DeliverPorts, id: number): Promise<void> {
  const edition = await ports.editions.byId(id)
  const { stage } = editionProgress(await ports.deliveries.counts(id))
  if (edition?.state !== 'sending' && edition?.state !== 'settling') return
  if (stage !== edition.state) await ports.editions.step(id, stage, undefined, ports.clock())
}

const WATCH_EVERY_MS = 500

/** Ends the sending when an operator pauses or cancels: the message each connection is at is not cut off. */
function watch(ports: DeliverPorts, id: number, signal: AbortSignal) {
  return abortWhen(signal, {
    everyMs: WATCH_EVERY_MS,
    sleep: ports.sleep,
    isOver: async () => {
      const edition = await ports.editions.byId(id)
      return edition?.state !== 'sending' && edition?.state !== 'settling'
    },
  })
}
