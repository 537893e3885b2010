import type { Temporal } from 'temporal-polyfill'
import type { Config } from '../../config/config.ts'
import type { Edition, EditionState } from '../../editions/edition.ts'
import { type Away, notOnline } from '../../editions/needed-urls.ts'
import { startsAt } from '../../editions/waits.ts'

export interface SettlePlannedPorts {
  config: Pick<Config, 'newsletters'>
  editions: {
    startAt(id: number, startsAt: Temporal.Instant | undefined): Promise<void>
    step(
      id: number,
      to: EditionState,
      reason: string | undefined,
      at: Temporal.Instant,
      because?: string[],
    ): Promise<boolean>
  }
  /** What is not online of all that an edition's mails show and lead to. */
  away(edition: Edition): Promise<Away[]>
  liveWait: Temporal.Duration
  clock(): Temporal.Instant
  /** It is held now, and somebody should look. */
  onHeld(edition: Edition): Promise<void>
}

/** An edition of which not all was online when it was made: goes once they are, is held when they stay away too long. */
export async function settlePlanned(ports: SettlePlannedPorts, edition: Edition): Promise<EditionState> {
  const away = await ports.away(edition)
  const next = away.length === 0 ? 'approved' : isOver(ports, edition) ? 'held' : 'planned'
  if (next === 'planned') return next
  // Before the step: from then on somebody may start it.
  if (next === 'approved' && !edition.startsAt)
    await ports.editions.startAt(edition.id, startsAt(ports.config, edition.newsletter, ports.clock()))
  const because = next === 'held' ? [notOnline(away)] : undefined
  await ports.editions.step(edition.id, next, next === 'held' ? 'links' : undefined, ports.clock(), because)
  if (because) await ports.onHeld({ ...edition, state: 'held', reason: 'links', because })
  return next
}

function isOver({ liveWait, clock }: SettlePlannedPorts, { createdAt }: Edition): boolean {
  return clock().epochMilliseconds > createdAt.add(liveWait).epochMilliseconds
}
