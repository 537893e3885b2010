import type { Temporal } from 'temporal-polyfill'
import type { Edition, EditionState } from '../../editions/edition.ts'

export interface SettlePlannedPorts {
  editions: { step(id: number, to: EditionState, reason: string | undefined, at: Temporal.Instant): Promise<boolean> }
  /** Do the pages of an edition's posts answer? */
  linksAnswer(edition: Edition): Promise<boolean>
  liveWait: Temporal.Duration
  clock(): Temporal.Instant
  /** It is held now, and somebody should look. */
  onHeld(edition: Edition): void
}

/** An edition whose posts were not online when it was made: goes once they are, is held when they stay away too long. */
export async function settlePlanned(ports: SettlePlannedPorts, edition: Edition): Promise<EditionState> {
  const next = (await ports.linksAnswer(edition)) ? 'approved' : isOver(ports, edition) ? 'held' : 'planned'
  if (next === 'planned') return next
  await ports.editions.step(edition.id, next, next === 'held' ? 'links' : undefined, ports.clock())
  if (next === 'held') ports.onHeld(edition)
  return next
}

function isOver({ liveWait, clock }: SettlePlannedPorts, { createdAt }: Edition): boolean {
  return clock().epochMilliseconds > createdAt.add(liveWait).epochMilliseconds
}
