import { resolve } from 'node:path'
import { z } from 'zod'
import { parseDuration } from './duration.ts'
import { isTable } from './key-path.ts'
import { isAddress, parseMailbox } from './mailbox.ts'
import { parseRate } from './rate.ts'

/** The kinds of value that broadsheet.toml holds. Each takes the sentence that says what to write instead of a wrong one. */

/** What a table's keys are together, whatever else is wrong with them: all problems at once. */
interface Rule<Shape extends z.ZodRawShape> {
  holds(keys: z.output<z.ZodObject<Shape>>): boolean
  error: string
  /** The key to mend. */
  path: string[]
}

/** Its keys are written with underscores, and read in camel case. */
export function table<Shape extends z.ZodRawShape>(error: string, shape: Shape, rule?: Rule<Shape>) {
  const keys = z.strictObject(shape, error)
  const { holds, ...place } = rule ?? {}
  return (holds ? keys.refine(holds, { ...place, when: ({ value }) => isTable(value) }) : keys).transform(inCamelCase)
}

type CamelCase<Key> = Key extends `${infer First}_${infer Rest}` ? `${First}${Capitalize<CamelCase<Rest>>}` : Key

function inCamelCase<Keys extends object>(keys: Keys): { [Key in keyof Keys as CamelCase<Key>]: Keys[Key] } {
  const entries = Object.entries(keys).map(([key, value]) => [
    key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
    value,
  ])
  return Object.fromEntries(entries) as { [Key in keyof Keys as CamelCase<Key>]: Keys[Key] }
}

/** Tables of one kind, each of which has a name of its own. */
export function listOf<Item extends z.ZodType>(item: Item, error: string, own: OwnName<z.output<Item>>) {
  return z.array(item, error).superRefine(
    (items, context) => {
      const names = items.map((each) => (isTable(each) ? own.nameOf(each) : undefined))
      for (const [index, name] of names.entries()) {
        if (name === undefined || names.indexOf(name) === index) continue
        context.addIssue({ code: 'custom', path: [index, own.key], message: own.error })
      }
    },
    { when: ({ value }) => Array.isArray(value) },
  )
}

/** Asked even where another key of the item is wrong. */
interface OwnName<Item> {
  nameOf(item: Partial<Item>): string | undefined
  /** The key to mend. */
  key: string
  error: string
}

export function words(error: string) {
  return z.string(error).trim().min(1, error)
}

/** The path of a file or folder, absolute where it is read: `dir` is that of broadsheet.toml. */
export function path(dir: string, written: z.ZodType<string>) {
  return written.transform((text) => resolve(dir, text))
}

export function wordList(error: string) {
  return z.array(words(error), error)
}

/** Domains, or addresses, are the same in capitals. */
export function domainList(error: string) {
  return wordList(error).transform((domains) => domains.map((domain) => domain.toLowerCase()))
}

export function byDomain<Value extends z.ZodType>(value: Value, error: string) {
  return z
    .record(z.string(), value, error)
    .transform((values) =>
      Object.fromEntries(Object.entries(values).map(([domain, each]) => [domain.toLowerCase(), each])),
    )
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
