import { readDate } from '../../dates.ts'
import type { WrittenDate } from '../../post.ts'

const DATE = /^\s*(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)/
const TIME =
  /^[Tt\s]+(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.\d+)?)?(?:\s*([ap])\.?m\b\.?)?(?:\s*(Z|UTC|GMT|[ECMP][SD]T|[+-]\d{2}:?\d{2}))?/i

/** What Ruby's `Time.parse` makes of a text: it passes over what it does not know. Undefined where it finds no date. */
export function readRubyDate(written: string, timeZone: string): WrittenDate | undefined {
  const plain = readDate(written, timeZone)
  if (plain) return plain
  const day = DATE.exec(written)
  if (!day) return undefined
  const [whole, year, month = '', date = ''] = day
  const [, hour, minute = '', second = '', half, zone] = TIME.exec(written.slice(whole.length)) ?? []
  const onDay = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  if (hour === undefined) return readDate(onDay, timeZone)
  const clock = [String(hourOf(hour, half)), minute, second].map((each) => each.padStart(2, '0')).join(':')
  return readDate(`${onDay} ${clock}${zone ? offsetOf(zone.toUpperCase()) : ''}`, timeZone)
}

function hourOf(hour: string, half: string | undefined): number {
  if (!half) return Number(hour)
  return (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
}

/** Hours behind UTC, in winter. */
const BEHIND: Record<string, number> = { E: 5, C: 6, M: 7, P: 8 }

function offsetOf(zone: string): string {
  const hours = zone.length === 3 ? BEHIND[zone.charAt(0)] : undefined
  if (hours === undefined || !/[SD]T$/.test(zone)) return ` ${zone}`
  return ` -0${zone.charAt(1) === 'D' ? hours - 1 : hours}:00`
}
