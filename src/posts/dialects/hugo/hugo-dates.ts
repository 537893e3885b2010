import { type Problem, warning } from '../../../config/problem.ts'
import { asWritten, writtenDay } from '../../dates.ts'
import type { WrittenDate } from '../../post.ts'

const CLOCK = String.raw`\d{1,2}:\d{2}:\d{2}(?:[.,]\d+)?`
const OFFSET = String.raw`[+-]\d{2}:?\d{2}`
const HUGOS = [
  String.raw`\d{9,10}|\d{4}-\d{2}-\d{2}(?:T${CLOCK}(?:Z|${OFFSET})?| ${CLOCK}(?:Z| ?${OFFSET}(?: [A-Z]{3,5})?)?)?`,
  String.raw`\d{2} [A-Z][a-z]{2} \d{4}|\d{2} [A-Z][a-z]{2} \d{2} \d{2}:\d{2} (?:${OFFSET}|[A-Z]{3,5})`,
  String.raw`[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} ${CLOCK} (?:${OFFSET}|[A-Z]{3,5})`,
  String.raw`[A-Z][a-z]{5,8}, \d{2}-[A-Z][a-z]{2}-\d{2} ${CLOCK} [A-Z]{3,5}`,
  String.raw`[A-Z][a-z]{2} [A-Z][a-z]{2} +\d{1,2} ${CLOCK} (?:(?:${OFFSET}|[A-Z]{3,5}) )?\d{4}`,
].map((form) => new RegExp(`^(?:${form})$`))

/** Whether Hugo reads a date that is read here: of any other it makes none, or the year 1. */
export function isHugosDate(written: string): boolean {
  return HUGOS.some((form) => form.test(written))
}

/** @param date as it is read here; for the rest see notADate */
export function notHugosDate(field: string, written: string, date: WrittenDate, place: Partial<Problem>): Problem {
  const hint = `To Hugo the page has no ${field}, which may show in its URL: write it as ${likeHugos(date)}.`
  return warning('post.date', `${field} "${written}" is a date here, and none to Hugo.`, { hint, ...place })
}

function likeHugos(date: WrittenDate): string {
  const written = asWritten(date)
  const isDay = written.toPlainTime().equals('00:00')
  return isDay ? writtenDay(date) : `${written.toString({ smallestUnit: 'second' })}${date.offset}`
}
