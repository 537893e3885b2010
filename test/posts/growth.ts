/** Processor time of this process, in milliseconds: waiting for a core does not count. */
function costOf(work: () => unknown): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}

/** So much may come from elsewhere: a compilation, a collection of garbage. Milliseconds. */
const NOISE = 300

/**
 * Whether work on a text of four times the size costs more than four times as much, with room: what grows with the square takes
 * sixteen times. The least of several tries, since a machine may be busy.
 */
export function growsTooFast(work: (size: number) => unknown, size: number): boolean {
  work(size)
  // Once more where it looks so: what really grows with the square does so each time.
  return Array.from({ length: ATTEMPTS }).every(() => looksTooFast(work, size))
}

function looksTooFast(work: (size: number) => unknown, size: number): boolean {
  const large = leastCost(() => work(4 * size), NOISE)
  // Within the noise it is well, whatever the smaller text costs.
  return large > NOISE && large > 9 * leastCost(() => work(size)) + NOISE
}

/** Of three tries; no more of them once one costs little enough. */
function leastCost(work: () => unknown, enough = 0): number {
  let least = Number.POSITIVE_INFINITY
  for (let tried = 0; tried < 3 && least > enough; tried += 1) least = Math.min(least, costOf(work))
  return least
}

const ATTEMPTS = 3
