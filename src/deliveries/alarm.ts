/** What servers said of an edition's messages since somebody last looked. */
export interface Tally {
  accepted: number
  rejected: number
}

/** Fewer say nothing: a small list has its few dead addresses. */
const ENOUGH = 50

/** Are so many messages rejected that going on would harm the sender's name? `limit` is a share, from 0 to 1. */
export function isAlarming({ accepted, rejected }: Tally, limit: number): boolean {
  const total = accepted + rejected
  return total >= ENOUGH && rejected > total * limit
}
