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
  const first = costOf(() => work(4 * size))
  // Within the noise it is well, whatever the smaller text costs.
  if (first <= NOISE) return false
  const most = 9 * Math.min(...Array.from({ length: TRIES }, () => costOf(() => work(size)))) + NOISE
  if (first <= most) return false
  // The large text is what takes long: it is tried again only where it seemed to cost too much.
  for (let tried = 1; tried < TRIES; tried += 1) if (costOf(() => work(4 * size)) <= most) return false
  return true
}

const TRIES = 3
const ATTEMPTS = 3
