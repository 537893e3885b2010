import type { Temporal } from 'temporal-polyfill'
import type { Config } from '../../config/config.ts'
import type { Rate } from '../../config/rate.ts'
import type { DeliveryCounts } from '../../deliveries/edition-progress.ts'
import { closesAt, openSeconds } from '../../editions/hours.ts'
import { sendingTimes } from '../../editions/waits.ts'
import type { ClaimedDelivery, SendingPorts } from './delivery-run.ts'
import type { OpenEdition } from './open-edition.ts'

export interface PacePorts {
  config: Config
  deliveries: { counts(editionId: number): Promise<DeliveryCounts> }
  /** An even rate of all who deliver, by its name. */
  evenPace(name: string, rate: Rate): (now: number) => number
  clock(): Temporal.Instant
}

type Pace = Pick<SendingPorts<ClaimedDelivery>, 'spread' | 'leavesRoom'>

/** When its mails may not leave any more, in epoch milliseconds; undefined: they always may. */
export function closingTime({ config, clock }: PacePorts, { newsletter }: OpenEdition): number | undefined {
  const { hours, timezone } = sendingTimes(config, newsletter)
  return closesAt(hours, timezone, clock())?.epochMilliseconds
}

/** How fast an edition's mails may go, and until when. */
export async function paceOf(ports: PacePorts, edition: OpenEdition, closes: number | undefined): Promise<Pace> {
  const pace = await spreadOf(ports, edition)
  if (closes === undefined) return pace
  return { ...pace, spread: (now) => (now >= closes ? UNTIL_IT_ENDS_MS : (pace.spread?.(now) ?? 0)) }
}

/** Whoever watches the edition ends the sending meanwhile. */
const UNTIL_IT_ENDS_MS = 1_000

/** Evenly over what is left of the newsletter's spread, which counts the hours in which its mails may leave. */
async function spreadOf(ports: PacePorts, edition: OpenEdition): Promise<Pace> {
  const spread = ports.config.newsletters.find(({ id }) => id === edition.newsletter)?.spread
  if (!spread) return {}
  const { queued = 0 } = await ports.deliveries.counts(edition.id)
  // What waited for its reader's hour, or was put off, goes when its time has come.
  if (queued === 0) return {}
  const { hours, timezone } = sendingTimes(ports.config, edition.newsletter)
  const begun = edition.startsAt ?? edition.createdAt
  const seconds = Math.max(1, spread.total('seconds') - openSeconds(hours, timezone, begun, ports.clock()))
  const pace = ports.evenPace(`edition ${edition.id}`, { count: queued, seconds })
  return { spread: pace, leavesRoom: true }
}
