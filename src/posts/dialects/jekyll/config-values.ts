import { isMap } from '../../../config/is-map.ts'
import { asText } from '../../front-matter-fields.ts'

/** A parsed `_config.yml`. Its keys have a case. */
export type JekyllConfig = Record<string, unknown>

export function mapOf(value: unknown): Record<string, unknown> {
  return isMap(value) ? value : {}
}

/** As YAML 1.1 has it, which Jekyll reads: `yes` and `on`, too. */
export function flagOf(value: unknown): boolean | undefined {
  const text = asText(value)?.toLowerCase()
  if (text && ['true', 'yes', 'on'].includes(text)) return true
  if (text && ['false', 'no', 'off'].includes(text)) return false
  return undefined
}

/** A single value is a list of one. */
export function textsOf(value: unknown): string[] {
  const all = Array.isArray(value) ? value : [value]
  return all.map(asText).filter((text) => text !== undefined)
}
