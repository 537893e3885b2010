import type { Temporal } from 'temporal-polyfill'
import type { Config } from '../../config/config.ts'
import type { Rate } from '../../config/rate.ts'
import type { Tally } from '../../deliveries/alarm.ts'
import type { DeliveryCounts } from '../../deliveries/edition-progress.ts'
import type { Lease } from '../../deliveries/ledger.ts'
import { nextStep } from '../../deliveries/next-step.ts'
import type { WorkerLease } from '../../deliveries/worker.ts'
import { matchesTopics } from '../../editions/due.ts'
import { type Edition, type EditionState, editionName } from '../../editions/edition.ts'
import type { Away } from '../../editions/needed-urls.ts'
import { afterRejections } from '../../editions/stopped.ts'
import type { Variant } from '../../editions/variant.ts'
import { type Wait, waitOf, waitSentence } from '../../editions/waits.ts'
import type { DkimKey } from '../../messages/dkim-key.ts'
import type { CarryPorts } from '../editions/carry-pictures.ts'
import { settlePlanned } from '../editions/settle-planned.ts'
import { abortWhen } from './abort-when.ts'
import { type DateAnewPorts, dateAnew, datedUntil } from './date-anew.ts'
import type { ClaimedDelivery, SendingPorts } from './delivery-run.ts'
import type { DeliveryServer } from './delivery-server.ts'
import { type ForUsPorts, isForUs } from './edition-for-us.ts'
import type { GroupedLedger } from './grouped-ledger.ts'
import { messageMaker } from './message-maker.ts'
import type { OpenEdition } from './open-edition.ts'
import { closingTime, paceOf } from './pace-of-edition.ts'
import { PartFeed, type PartFeedPorts } from './part-feed.ts'
import { type AllSent, sendAll } from './send-all.ts'

export interface AdvancePorts {
  config: Config
  editions: DateAnewPorts['editions'] & {
    byId(id: number): Promise<OpenEdition | undefined>
    stateOf(id: number): Promise<EditionState | undefined>
    startAt(id: number, startsAt: Temporal.Instant | undefined): Promise<void>
    freeze(
      id: number,
      at: Temporal.Instant,
      topics: (topics: string[], tags: string[]) => boolean,
      lease: Lease,
      ownHour: boolean,
    ): Promise<unknown>
    intend: ForUsPorts['editions']['intend']
    told: ForUsPorts['editions']['told']
    step(
      id: number,
      to: EditionState,
      reason: string | undefined,
      at: Temporal.Instant,
      because?: string[],
    ): Promise<boolean>
    /**
     * `sent` only when every delivery is in a last state; `settling` when only those are left that wait for another try.
     * Where it paused instead, since most was refused, what was.
     */
    settle(id: number, at: Temporal.Instant): Promise<Tally | undefined>
    /** Of a correction: what waits for the mail that it corrects goes once that came. */
    endWaits(correctionId: number, at: Temporal.Instant): Promise<unknown>
    /** Was any of its mails tried? */
    hasBegun(id: number): Promise<boolean>
    variant(id: number): Promise<(Variant & { datedAt?: Temporal.Instant }) | undefined>
  }
  deliveries: PartFeedPorts['deliveries'] & {
    counts(editionId: number): Promise<DeliveryCounts>
  }
  ledger: GroupedLedger
  worker: WorkerLease
  handOut: PartFeedPorts['handOut']
  /** The right to do what one worker alone may do; undefined: another has it. */
  lease(): Lease | undefined
  /** Whether a worker that found nothing to send looks if an edition has come to its end: to count costs as much as there is. */
  maySettle(id: number): boolean
  servers: DeliveryServer[]
  domainPaces: Map<string, (now: number) => number>
  /** An even rate of all who deliver, by its name. */
  evenPace(name: string, rate: Rate): (now: number) => number
  /** They sign the mails. */
  dkim: DkimKey[]
  storedPicture: CarryPorts['storedPicture']
  /** What of it is not online yet. */
  away(edition: Edition): Promise<Away[]>
  /** Mails the operator of an edition that is held now. */
  tellHeld(edition: Edition): Promise<void>
  isConfigCurrent: ForUsPorts['isConfigCurrent']
  onNotice: ForUsPorts['onNotice']
  /** An edition waits for its time, which is as it should be; told once. */
  onWaiting(sentence: string): void
  /** An edition stopped itself. */
  onAlarm(sentence: string): void
  jitter(): number
  clock(): Temporal.Instant
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
}

/** Takes an edition on its way as far as it goes now. How many messages had an outcome. */
export async function advanceEdition(ports: AdvancePorts, id: number, signal: AbortSignal): Promise<number> {
  const edition = await ports.editions.byId(id)
  const lease = ports.lease()
  const wait = edition && waitOf(edition, ports.config, ports.clock())
  if (wait) return letWait(ports, edition, wait)
  switch (edition?.state) {
    case 'planned':
      if (!lease) return 0
      return (await settleLinks(ports, edition)) === 'approved' ? advanceEdition(ports, id, signal) : 0
    case 'approved':
      if (!lease || !(await isForUs(ports, edition))) return 0
      return sendDue(ports, await begin(ports, edition, lease), signal)
    case 'sending':
      if (!lease && (await isTooOld(ports, edition))) return 0
      return (await isForUs(ports, edition)) ? sendDue(ports, await dateAnew(ports, edition), signal) : 0
    case 'settling':
      return (await isForUs(ports, edition)) ? sendDue(ports, edition, signal) : 0
    default:
      return 0
  }
}

/** What was sent of it may have come to its end all the same. */
async function letWait(ports: AdvancePorts, edition: OpenEdition, wait: Wait): Promise<number> {
  const isOnItsWay = edition.state !== 'approved'
  if (isOnItsWay || ports.lease()) ports.onWaiting(waitSentence(edition, wait))
  if (isOnItsWay && ports.maySettle(edition.id)) await settle(ports, edition)
  return 0
}

/** Of the moment at which it begins, where it waited for that. */
async function begin(ports: AdvancePorts, edition: OpenEdition, lease: Lease): Promise<OpenEdition> {
  const dated = await dateAnew(ports, edition, WAITED)
  const ownHour = ports.config.newsletters.some(({ id, ownHour }) => id === edition.newsletter && ownHour)
  await ports.editions.freeze(edition.id, ports.clock(), matchesTopics, lease, ownHour)
  return dated
}

const WAITED = { hours: 1 }

async function sendDue(ports: AdvancePorts, edition: OpenEdition, signal: AbortSignal): Promise<number> {
  if (edition.correction !== undefined && ports.lease()) await ports.editions.endWaits(edition.id, ports.clock())
  const { count, alarm } = await deliver(ports, edition, signal)
  if (alarm) await pauseAlarmed(ports, edition, alarm)
  else if (count > 0 || ports.maySettle(edition.id)) await settle(ports, edition)
  return count
}

async function deliver(ports: AdvancePorts, edition: OpenEdition, signal: AbortSignal): Promise<AllSent> {
  const closes = closingTime(ports, edition)
  const watched = watch(ports, edition, closes, signal)
  const feed = new PartFeed({ ...ports, takesDue: () => ports.lease() !== undefined }, edition.id)
  try {
    return await sendAll(await editionPorts(ports, edition, { feed, closes }), watched.signal)
  } finally {
    watched.stop()
    await feed.end()
  }
}

async function editionPorts(
  ports: AdvancePorts,
  edition: OpenEdition,
  { feed, closes }: { feed: PartFeed; closes: number | undefined },
): Promise<SendingPorts<ClaimedDelivery>> {
  const { editions, config, clock } = ports
  const { headers } = edition
  return {
    ...ports,
    claimable: (_now, limit) => feed.next(limit),
    senderOf: () => headers?.from.address ?? '',
    ...(await paceOf(ports, edition, closes)),
    message: messageMaker({
      edition,
      variant: (id) => editions.variant(id),
      storedPicture: ports.storedPicture,
      returnTo: config.inboxes[0]?.address,
      secrets: config.web.secrets,
      dkim: ports.dkim,
    }),
    decide: (delivery, result, throttled) =>
      nextStep(result, delivery, config.delivery, clock(), ports.jitter(), throttled),
    pauseAbove: config.delivery.pauseAbove,
  }
}

async function settle(ports: AdvancePorts, edition: Edition): Promise<void> {
  const refused = await ports.editions.settle(edition.id, ports.clock())
  if (refused) ports.onAlarm(pausedOver(edition, refused))
}

async function pauseAlarmed(ports: AdvancePorts, edition: Edition, alarm: Tally): Promise<void> {
  if (await ports.editions.step(edition.id, 'paused', 'rejections', ports.clock()))
    ports.onAlarm(pausedOver(edition, alarm))
}

/** What was refused may be the server's fault, and then nobody's address is dead. */
function pausedOver(edition: Edition, { accepted, rejected }: Tally): string {
  const name = editionName(edition)
  return [
    `${name} paused itself: ${rejected} of ${accepted + rejected} messages were rejected.`,
    ...afterRejections(name),
  ].join(' ')
}

function settleLinks(ports: AdvancePorts, edition: Edition): Promise<EditionState> {
  const { liveWait } = ports.config.content
  return settlePlanned({ ...ports, liveWait, onHeld: (held) => ports.tellHeld(held) }, edition)
}

/** It is to be dated anew first, which the one does that may. */
async function isTooOld({ editions, clock }: AdvancePorts, edition: OpenEdition): Promise<boolean> {
  const isOld = edition.headers !== undefined && datedUntil(edition, clock()) === undefined
  return isOld && !(await editions.hasBegun(edition.id))
}

const WATCH_EVERY_MS = 500

/**
 * Ends the sending when an operator pauses or cancels, and when its hours end: the message each connection is at is not cut
 * off. So it does where nothing could be sent for so long that the mails need another date.
 */
function watch(ports: AdvancePorts, { id, ...edition }: OpenEdition, closes: number | undefined, signal: AbortSignal) {
  const until = datedUntil({ id, ...edition }, ports.clock())
  const isTooOldNow = async () =>
    until !== undefined &&
    until.epochMilliseconds <= ports.clock().epochMilliseconds &&
    !(await ports.editions.hasBegun(id))
  return abortWhen(signal, {
    everyMs: WATCH_EVERY_MS,
    sleep: ports.sleep,
    isOver: async () => {
      if (closes !== undefined && closes <= ports.clock().epochMilliseconds) return true
      const state = await ports.editions.stateOf(id)
      return (state !== 'sending' && state !== 'settling') || isTooOldNow()
    },
  })
}
