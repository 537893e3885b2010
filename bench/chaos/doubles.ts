import type { Disturbance } from './evidence.ts'
import type { Taken } from './relay-log.ts'

export interface Doubles {
  /** Copies beyond the first, of one edition to one person. */
  count: number
  /** What is allowed, by reason: answers that the relay withheld or muddled, connections open at kills, and so on. */
  allowed: Record<string, number>
  /** Second copies that neither explains, each with the one before it. */
  unexplained: [Taken, Taken][]
}

/** Between the answer and its record, or the intent and the mail, on a machine that is busy. */
const MARGIN_MS = 3_000

/**
 * Which second copies had to be. One is explained where the relay did not answer the copy before it with a 250 that
 * could be understood; else by a disturbance that touches the time between the two and the connection, each for as many as
 * there were connections.
 */
export function judgeDoubles(copiesByMail: Iterable<Taken[]>, disturbances: Disturbance[]): Doubles {
  const pairs = [...copiesByMail].flatMap((copies) => pairsOf(copies))
  const unheard = pairs.filter(([before]) => before.heard !== 'taken').length
  const left = new Set(pairs.filter(([before]) => before.heard === 'taken'))
  for (const disturbance of [...disturbances].sort((a, b) => a.until - b.until)) {
    const touched = [...left].filter((pair) => touches(pair, disturbance)).sort(([, a], [, b]) => a.at - b.at)
    for (const pair of touched.slice(0, disturbance.connections)) left.delete(pair)
  }
  const allowed: Record<string, number> = { 'unheard answers': unheard }
  for (const { what, connections } of disturbances) allowed[what] = (allowed[what] ?? 0) + connections
  return { count: pairs.length, allowed, unexplained: [...left] }
}

function pairsOf(copies: Taken[]): [Taken, Taken][] {
  const inOrder = [...copies].sort((a, b) => a.at - b.at)
  return inOrder.slice(1).map((copy, index) => [inOrder[index] as Taken, copy])
}

function touches([before, after]: [Taken, Taken], { from, until, ports, isStall }: Disturbance): boolean {
  if (before.at - MARGIN_MS > until || from > after.at + MARGIN_MS) return false
  // Who stood still sends what it had in hand when it goes on, after another has sent it.
  return !ports || ports.includes(before.port) || (isStall === true && ports.includes(after.port))
}
