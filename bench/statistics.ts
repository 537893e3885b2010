/** A figure measured several times, on a machine that is never quite the same. */
export interface Measured {
  median: number
  least: number
  most: number
}

export function measured(values: number[]): Measured {
  const sorted = [...values].sort((a, b) => a - b)
  const [least, most] = [sorted[0], sorted.at(-1)]
  if (least === undefined || most === undefined) throw new RangeError('nothing was measured')
  const middle = sorted.length / 2
  const [lower = least, upper = most] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]]
  return { median: (lower + upper) / 2, least, most }
}

/** `3567 (2456 to 3704)`; a figure that was measured once stands alone. */
export function spread({ median, least, most }: Measured, digits: number): string {
  const [middle, low, high] = [median, least, most].map((value) => value.toFixed(digits))
  return least === most ? `${middle}` : `${middle} (${low} to ${high})`
}
