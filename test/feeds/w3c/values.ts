import { Temporal } from 'temporal-polyfill'

/** What the validator asks of values; each says whether one is right. */

const URI_CHARACTERS = /^[\w\-.~:/?#[\]@!$&'()*+,;=%]*$/

export function isFullUri(value: string): boolean {
  return /^[A-Za-z][A-Za-z\d+.-]*:./.test(value) && isUriReference(value) && isTagUriOrOther(value)
}

/** IRIs are taken too: what is not ASCII counts as written out. */
export function isUriReference(value: string): boolean {
  const ascii = value.replace(/[^\0-\x7f]/g, 'x')
  return URI_CHARACTERS.test(ascii) && !/%(?![\da-f]{2})/i.test(ascii) && !/^https?:(?!\/\/[^/])/i.test(ascii)
}

export function isWebUrl(value: string): boolean {
  return /^(?:https?|ftp|file|news|mailto|tel|feed):./i.test(value) && isUriReference(value)
}

/** RFC 4151 §2.1 */
function isTagUriOrOther(value: string): boolean {
  if (!/^tag:/i.test(value)) return true
  return /^tag:(?:[\w.-]+@)?[A-Za-z\d](?:[A-Za-z\d.-]*[A-Za-z\d])?,\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?:/.test(
    value,
  )
}

/** RFC 3986 §6.2.2: written as two writers of one URI would both write it. */
export function isCanonical(value: string): boolean {
  const escapes = value.match(/%[\da-f]{2}/gi) ?? []
  const isEscapedWell = escapes.every((each) => each === each.toUpperCase() && !/[\w.~-]/.test(unescaped(each)))
  const [scheme = ''] = value.split(':')
  if (!isEscapedWell || scheme !== scheme.toLowerCase()) return false
  return !/^https?:/.test(value) || (URL.canParse(value) && new URL(value).href === value)
}

/** Of an ASCII character; else something that is no letter. */
function unescaped(written: string): string {
  const code = Number.parseInt(written.slice(1), 16)
  return code < 0x80 ? String.fromCharCode(code) : '%'
}

export function isRfc3339(value: string): boolean {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(value)) return false
  return parses(() => Temporal.Instant.from(value))
}

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const RFC_822 =
  /^(?:([A-Z][a-z]{2}), )?\s*(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d)(?::(\d\d))? (?:[+-]\d{2}[03]0|UT|GMT|EST|EDT|CST|CDT|MST|MDT|PST|PDT|Z)$/

/** With RSS's four digits for the year, the right day of the week, and an offset of whole or half hours. */
export function isRfc822(value: string): boolean {
  const [matched, weekday, day, month = '', year, hour, minute, second = '0'] = RFC_822.exec(value) ?? []
  if (!matched) return false
  const date = { year: Number(year), month: MONTHS.indexOf(month) + 1, day: Number(day) }
  if (!parses(() => Temporal.PlainDate.from(date, { overflow: 'reject' }))) return false
  const isDay = weekday === undefined || DAYS[Temporal.PlainDate.from(date).dayOfWeek - 1] === weekday
  return isDay && Number(hour) < 24 && Number(minute) < 60 && Number(second) < 61
}

export function isMediaType(value: string): boolean {
  return /^(?!multipart\/)[A-Za-z\d!#$&^_.+-]+\/[A-Za-z\d!#$&^_.+-]+(?:;\s*[\w-]+=(?:[\w!#$&^_.+-]+|"[^"]*"))*$/.test(
    value,
  )
}

/** A language of two or three letters: longer names are well-formed, and registered is none. */
export function isLanguage(value: string): boolean {
  return /^(?:[A-Za-z]{2,3}|[ix]-[A-Za-z\d]{1,8})(?:-[A-Za-z\d]{1,8})*$/.test(value)
}

export function isWholeNumber(value: string, least = 0): boolean {
  return /^\d+$/.test(value) && Number(value) >= least
}

/** Tags or references in what is to be plain text: the validator cannot tell markup from words about it. */
export function looksLikeHtml(value: string): boolean {
  return /<[/a-z!]|&(?:[a-z]{2}|#)/i.test(value)
}

function parses(parse: () => unknown): boolean {
  try {
    parse()
    return true
  } catch {
    return false
  }
}
