/** Times of a day, in minutes after midnight: from the first until before the second; over midnight where that is the smaller. */
export interface Hours {
  from: number
  to: number
}

export const ALL_DAY: Hours = { from: 0, to: 24 * 60 }

const HOURS = /^([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/

/** `07:00-21:00`, `22:00-02:00` → hours; undefined for anything else, and for two times that are the same. */
export function parseHours(text: string): Hours | undefined {
  const match = HOURS.exec(text)
  if (!match) return undefined
  const from = Number(match[1]) * 60 + Number(match[2])
  const to = match[3] === undefined ? ALL_DAY.to : Number(match[3]) * 60 + Number(match[4])
  return from === to ? undefined : { from, to }
}

export function isAllDay({ from, to }: Hours): boolean {
  return to - from === ALL_DAY.to
}

/** As it is written in broadsheet.toml. */
export function sayHours({ from, to }: Hours): string {
  return `${clockTime(from)}-${clockTime(to)}`
}

function clockTime(minutes: number): string {
  const digits = (number: number) => String(number).padStart(2, '0')
  return `${digits(Math.floor(minutes / 60))}:${digits(minutes % 60)}`
}
