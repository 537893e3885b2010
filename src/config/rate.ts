/** So many messages in so many seconds. */
export interface Rate {
  count: number
  seconds: number
}

const UNITS: Record<string, number> = { s: 1, min: 60, h: 3600, day: 86_400 }
const RATE = /^([1-9]\d{0,8})\/(s|min|h|day)$/

/** `14/s`, `600/min`, `1000/h`, `50000/day`; undefined for anything else. */
export function parseRate(text: string): Rate | undefined {
  const match = RATE.exec(text.replaceAll(' ', ''))
  const seconds = match && UNITS[match[2] ?? '']
  return seconds ? { count: Number(match[1]), seconds } : undefined
}
