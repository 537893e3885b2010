import { asText } from '../../front-matter-fields.ts'
import { type ConfigMap, valueAt } from './config-maps.ts'

export function textAt(map: ConfigMap, ...path: string[]): string | undefined {
  return asText(valueAt(map, ...path))
}

/** `undefined` where the setting is absent or no yes or no. */
export function flagAt(map: ConfigMap, ...path: string[]): boolean | undefined {
  const text = textAt(map, ...path)?.toLowerCase()
  return text === 'true' || text === 't' ? true : text === 'false' || text === 'f' ? false : undefined
}

/** A list, or a single value as a list of one. */
export function textsAt(map: ConfigMap, ...path: string[]): string[] {
  const value = valueAt(map, ...path)
  return (Array.isArray(value) ? value : [value]).map(asText).filter((text) => text !== undefined)
}

export function mapsAt(map: ConfigMap, ...path: string[]): ConfigMap[] {
  const value = valueAt(map, ...path)
  return Array.isArray(value) ? value.filter((item) => typeof item === 'object' && item !== null) : []
}
