/**
 * Which of an edition's posts (at most 50, MAX_POSTS) somebody gets, as a number: bit i stands for post i. JavaScript's
 * bitwise operators have 32 bits only, so arithmetic stands in for them.
 */
export function maskOf(indexes: number[]): number {
  return indexes.reduce((mask, index) => mask + 2 ** index, 0)
}

export function indexesIn(mask: number): number[] {
  const indexes: number[] = []
  for (let index = 0, rest = mask; rest >= 1; index++, rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) indexes.push(index)
  }
  return indexes
}
