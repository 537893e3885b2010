/** A part of an edition's deliveries, by their ids, as it is handed to one worker. */
export interface Part {
  /** The job that stands for it. */
  id: string
  editionId: number
  firstId: number
  lastId: number
}

/** How many ids a part spans at most: what a worker that dies leaves is little, and asking for the next is seldom. */
export const PART_SIZE = 500

type Span = Pick<Part, 'firstId' | 'lastId'>

/** Cuts all ids from the first to the last into parts. */
export function spansBetween(firstId: number, lastId: number, size = PART_SIZE): Span[] {
  const count = Math.max(0, Math.ceil((lastId - firstId + 1) / size))
  return Array.from({ length: count }, (_, index) => ({
    firstId: firstId + index * size,
    lastId: Math.min(lastId, firstId + (index + 1) * size - 1),
  }))
}

/** Parts that have all of these ids, so many each: what lies between two of one part belongs to it. */
export function spansOf(ids: number[], size = PART_SIZE): Span[] {
  const sorted = ids.toSorted((a, b) => a - b)
  return spansBetween(0, sorted.length - 1, size).map(({ firstId, lastId }) => ({
    firstId: sorted[firstId] ?? 0,
    lastId: sorted[lastId] ?? 0,
  }))
}
