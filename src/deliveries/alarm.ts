/** What servers said of an edition's messages since somebody last looked. */
export interface Tally {
  accepted: number
  rejected: number
}

/** Fewer say nothing: a small list has its few dead addresses. */
const ENOUGH = 50
/** Unless nothing else was heard. */
const ENOUGH_OF_ONE_KIND = 10

/**
 * Are so many messages rejected that going on would harm the sender's name, or show a server at fault? `limit` is a share,
 * from 0 to 1; at 1 nothing is alarming.
 */
export function isAlarming({ accepted, rejected }: Tally, limit: number): boolean {
  const total = accepted + rejected
  if (accepted === 0 && total >= ENOUGH_OF_ONE_KIND) return limit < 1
  return total >= ENOUGH && rejected > total * limit
}

/**
 * Did a server refuse more than it took? Then it is more likely at fault than the addresses, whatever it says of them: what
 * it refused is no reason to suppress anybody, and an edition that ends so is not simply sent.
 */
export function isMostlyRefused({ accepted, rejected }: Tally): boolean {
  return rejected > accepted
}
