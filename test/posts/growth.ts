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
  const least = (of: number) => Math.min(...Array.from({ length: 3 }, () => costOf(() => work(of))))
  work(size)
  // Once more where it looks so: what really grows with the square does so each time.
  return Array.from({ length: ATTEMPTS }).every(() => least(4 * size) > 9 * least(size) + NOISE)
}

const ATTEMPTS = 3
