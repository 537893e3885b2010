import { isMap } from '../../../config/is-map.ts'
/** Parsed configuration with every key in lower case: Hugo's keys have no case. */
export type ConfigMap = { readonly [key: string]: unknown }

/** Later maps win; maps within are merged, lists and single values replaced. */
export function mergeConfig(maps: Record<string, unknown>[]): ConfigMap {
  return maps.map(lowerKeys).reduce(mergeTwo, {})
}

export function mapAt(map: ConfigMap, ...path: string[]): ConfigMap {
  const value = valueAt(map, ...path)
  return isMap(value) ? value : {}
}

export function valueAt(map: ConfigMap, ...path: string[]): unknown {
  return path.reduce<unknown>((value, key) => (isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined), map)
}

function mergeTwo(base: ConfigMap, over: ConfigMap): ConfigMap {
  const merged = Object.entries(over).map(([key, value]) => {
    const below = valueAt(base, key)
    return [key, isMap(below) && isMap(value) ? mergeTwo(below, value) : value]
  })
  return { ...base, ...Object.fromEntries(merged) }
}

function lowerKeys(map: Record<string, unknown>): ConfigMap {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key.toLowerCase(), lowerWithin(value)]))
}

function lowerWithin(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lowerWithin)
  return isMap(value) ? lowerKeys(value) : value
}
