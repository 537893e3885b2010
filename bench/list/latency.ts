/** One question to a server, and how long its answer took. */
export interface Poll {
  /** When it was asked, in epoch milliseconds. */
  at: number
  milliseconds: number
}

/** Milliseconds. */
export interface Latency {
  polls: number
  median: number
  /** Of a hundred questions, 99 were answered within this. */
  percentile99: number
  worst: number
}

/**
 * What a visitor would have met, of questions asked every `everyMs` over one connection. While one waits for its answer,
 * the next cannot be asked: those are counted as if they had been, or a stall of a second would be one slow answer
 * among hundreds of quick ones ("coordinated omission").
 */
export function latencyOf(polls: Poll[], everyMs: number): Latency {
  const waits = polls.flatMap(({ milliseconds }) => withMissed(milliseconds, everyMs)).sort((a, b) => a - b)
  const at = (share: number) => waits[Math.ceil(waits.length * share) - 1]
  const [median, percentile99, worst] = [at(0.5), at(0.99), at(1)]
  if (median === undefined || percentile99 === undefined || worst === undefined)
    throw new RangeError('nothing was asked')
  return { polls: waits.length, median, percentile99, worst }
}

function withMissed(milliseconds: number, everyMs: number): number[] {
  const missed = Math.max(0, Math.ceil(milliseconds / everyMs) - 1)
  return Array.from({ length: missed + 1 }, (_, index) => milliseconds - index * everyMs)
}
