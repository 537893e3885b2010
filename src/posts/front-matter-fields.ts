import { isMap } from '../config/is-map.ts'
/** Front matter by key in lower case: Hugo's keys have no case. */
export type Fields = ReadonlyMap<string, unknown>

export function fieldsOf(data: Record<string, unknown>): Fields {
  return new Map(Object.entries(data).map(([key, value]) => [key.toLowerCase(), value]))
}

const NO_FIELDS: Fields = new Map()
const SINGLE = new Set(['string', 'number', 'bigint', 'boolean'])

/** A field as one line of text; undefined where it is absent, empty or no single value. */
export function textField(fields: Fields, ...keys: string[]): string | undefined {
  for (const key of keys) {
    const text = asText(fields.get(key))
    if (text) return text
  }
  return undefined
}

/** A field as a list of texts; a single value is a list of one. Repeated ones are dropped. */
export function listField(fields: Fields, key: string): string[] {
  const value = fields.get(key)
  const texts = (Array.isArray(value) ? value : [value]).map(asText)
  return [...new Set(texts.filter((text) => text !== undefined))]
}

/** A yes or no, also as YAML 1.1 has it: `yes` and `on`. */
export function flagField(fields: Fields, key: string): boolean | undefined {
  const text = asText(fields.get(key))?.toLowerCase()
  if (text && ['true', 'yes', 'on', 'y', '1'].includes(text)) return true
  if (text && ['false', 'no', 'off', 'n', '0'].includes(text)) return false
  return undefined
}

/** A field that holds fields of its own; empty where it is none. */
export function mapField(fields: Fields, key: string): Fields {
  const value = fields.get(key)
  return isMap(value) ? fieldsOf(value) : NO_FIELDS
}

export function asText(value: unknown): string | undefined {
  if (!SINGLE.has(typeof value)) return undefined
  const text = String(value)
  // Asked for a dozen times a page, and nearly always one line already.
  return (UNTIDY.test(text) ? text.replace(CONTROLS, '').replace(/\s+/g, ' ').trim() : text) || undefined
}

const UNTIDY = /[^\S ]| {2}|^ | $|\p{Cc}/u
/** Nobody can see them, and a terminal or a mail program may obey them. */
const CONTROLS = /(?!\s)\p{Cc}/gu
