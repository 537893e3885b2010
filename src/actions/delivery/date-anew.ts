import type { Temporal } from 'temporal-polyfill'
import type { RedatePorts } from '../editions/redate.ts'
import type { OpenEdition } from './open-edition.ts'

export interface DateAnewPorts {
  editions: RedatePorts['editions'] & { byId(id: number): Promise<OpenEdition | undefined> }
  clock(): Temporal.Instant
}

/** Clients sort by Date, and filters take an old one for a sign of spam. */
const OLD = { hours: 24 }

/** When an edition's date is too old for its first mail; undefined where it is so already, or there is none. */
export function datedUntil(
  { headers }: OpenEdition,
  now: Temporal.Instant,
  old: Temporal.DurationLike = OLD,
): Temporal.Instant | undefined {
  const until = headers?.date.add(old)
  return until && until.epochMilliseconds > now.epochMilliseconds ? until : undefined
}

/**
 * An edition of which nothing has left yet, since its server was down for days, is of the day on which it does (RFC 5322
 * §3.6.1). Where some of it was tried, the store leaves it as it is.
 *
 * @param old when a date is
 */
export async function dateAnew(
  ports: DateAnewPorts,
  edition: OpenEdition,
  old: Temporal.DurationLike = OLD,
): Promise<OpenEdition> {
  if (!edition.headers || datedUntil(edition, ports.clock(), old)) return edition
  // It brings what renders mails, which delivery does without.
  const { redate } = await import('../editions/redate.ts')
  await redate(ports, edition.id)
  return (await ports.editions.byId(edition.id)) ?? edition
}
