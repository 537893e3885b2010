import { asText } from '../../front-matter-fields.ts'

/** Go's ParseBool, and YAML 1.1's words, which Hugo's reader of YAML knows. */
const YES = new Set(['true', 't', 'yes', 'y', 'on'])
const NO = new Set(['false', 'f', 'no', 'n', 'off'])
/** Whole or not, in any of the ways in which YAML and TOML write numbers. */
const NUMBER = /^[+-]?(?:0x[\da-f_]+|0o[0-7_]+|0b[01_]+|\d[\d_]*(?:\.[\d_]*)?(?:e[+-]?\d+)?|\.\d[\d_]*|\.inf|\.nan)$/i

/** What Hugo, of whatever version, takes a value for where it wants a yes or no; undefined for any other word. A number is yes but for 0. */
export function yesOrNo(value: unknown): boolean | undefined {
  const text = asText(value)?.toLowerCase()
  if (text === undefined) return undefined
  if (YES.has(text)) return true
  if (NO.has(text)) return false
  if (!NUMBER.test(text)) return undefined
  return /inf|nan/.test(text) || /[1-9a-f]/.test(text.replace(/^[+-]?(?:0[xob])?/, '').replace(/^([\d._]+)e.*$/, '$1'))
}

export function isYes(value: unknown): boolean {
  return yesOrNo(value) === true
}

/** Yes to every Hugo: Go's ParseBool, and whole numbers. */
export function isYesToAll(value: unknown): boolean {
  return isYes(value) && /^(?:t|true|[+-]?\d+|[+-]?0[xob][\da-f]+)$/i.test(asText(value) ?? '')
}

export function isNo(value: unknown): boolean {
  return yesOrNo(value) === false
}
