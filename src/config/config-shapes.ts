import { z } from 'zod'
import { parseDuration } from './duration.ts'
import { isAddress, parseMailbox } from './mailbox.ts'
import { parseRate } from './rate.ts'

/** The kinds of value that broadsheet.toml holds. Each takes the sentence that says what to write instead of a wrong one. */

export function table<Shape extends z.ZodRawShape>(error: string, shape: Shape) {
  return z.strictObject(shape, error)
}

export function words(error: string) {
  return z.string(error).trim().min(1, error)
}

export function wordList(error: string) {
  return z.array(words(error), error)
}

export function matching(pattern: RegExp, error: string) {
  return z.string(error).regex(pattern, error)
}

export function choice<const Value extends string>(values: readonly Value[], error: string) {
  return z.enum(values, error)
}

export function flag() {
  return z.boolean('Write true or false, without quotes.')
}

/** A number in quotes is taken too, so that `port = "${PORT}"` works. */
export function wholeNumber(min: number, max: number) {
  const error = `Write a whole number from ${min} to ${max}.`
  const number = z.int(error).min(min, error).max(max, error)
  return z.preprocess((value) => (typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value), number)
}

export function duration() {
  return read(parseDuration, 'Write a duration such as "30m", "12h" or "7d".')
}

export function rate() {
  return read(parseRate, 'Write a rate such as "14/s", "600/min", "1000/h" or "50000/day".')
}

/** Not with letters beyond ASCII before the @: such a header needs SMTPUTF8 of every server on the way (RFC 6532 §3). */
export function mailbox(key: string) {
  return read(parseMailbox, `Write a name and an address: ${key} = "The Lantern <news@lantern.example>".`).refine(
    ({ address }) => /^\p{ASCII}*@/u.test(address),
    'Write an address with only letters a to z, digits and signs before the @: most servers refuse mail with others.',
  )
}

export function address() {
  const error = 'Write an address such as "mei@lantern.example".'
  return z.string(error).refine(isAddress, error)
}

/** A string that `parse` makes a value of; undefined from it means that it cannot. */
export function read<Value>(parse: (text: string) => Value | undefined, error: string) {
  return z.string(error).transform((text, context) => {
    const value = parse(text)
    if (value !== undefined) return value
    context.addIssue({ code: 'custom', message: error })
    return z.NEVER
  })
}
