import { Temporal } from 'temporal-polyfill'

/** The border between the domain's instants and the tables' epoch milliseconds. */
export function instantOf(milliseconds: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(milliseconds)
}

export function optionalInstant(milliseconds: number | null): Temporal.Instant | undefined {
  return milliseconds === null ? undefined : instantOf(milliseconds)
}

export function millisecondsOf(instant: Temporal.Instant): number {
  return instant.epochMilliseconds
}
