import { Temporal } from 'temporal-polyfill'

/** Where a process plans: an installation by its data folder, which stays the same however often it is started. */
export interface PlanningPlace {
  /** '' where it cannot tell. */
  id: string
  /** When the database was last planned on, and by which place, as far as this one has seen. */
  seen?: { at: Temporal.Instant; by: string }
}

/** What a database says of the last time that anybody planned on it. */
export interface LastPlanned {
  place: string
  at: Temporal.Instant
}

/** A time in which nobody planned on a database, and another copy of it may have. */
export interface PlanningGap {
  since: Temporal.Instant
  until: Temporal.Instant
}

/**
 * Since when another copy of this database may have planned: it was put back to an earlier state, as this place has seen
 * it later, or a place goes on with it that did not plan before, after longer than editions may be late. Undefined: nothing
 * speaks for it. A machine that was merely off goes on where it was.
 */
export function gapSince(
  last: LastPlanned | undefined,
  here: PlanningPlace,
  now: Temporal.Instant,
  maxLateness: Temporal.Duration,
): Temporal.Instant | undefined {
  if (!last) return undefined
  const isHere = last.place === here.id
  const { seen } = here
  // What a place sent itself it knows by the numbers that it gave.
  const wasPutBack = seen && Temporal.Instant.compare(seen.at, last.at) > 0 && !(isHere && seen.by === here.id)
  const isElsewhere = !isHere && here.id !== '' && last.place !== ''
  const isLong = Temporal.Instant.compare(last.at.add(maxLateness), now) < 0
  return wasPutBack || (isElsewhere && isLong) ? last.at : undefined
}
