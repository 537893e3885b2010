/** What a template may see of somebody's own data: texts, numbers, yes and no, lists and maps; keys in lower case, as Hugo takes them. */
export type PlainValue = string | number | boolean | PlainValue[] | PlainMap

export interface PlainMap {
  [key: string]: PlainValue
}

/** How much of it is taken: what a mail prints is far less. */
export interface PlainLimits {
  values: number
  characters: number
}

const DEPTH = 10

/** Names that objects of JavaScript have by themselves. */
const NOT_DATA = new Set(['__proto__', 'prototype', 'constructor'])

/** A map as plain data, as far as there is room: what is too much, too deep or no data is not there. */
export function plainMap(map: Iterable<[string, unknown]>, limits: PlainLimits): PlainMap {
  return takeMap(map, { ...limits }, 0)
}

function takeMap(map: Iterable<[string, unknown]>, left: PlainLimits, depth: number): PlainMap {
  const taken: PlainMap = {}
  for (const [written, value] of map) {
    const key = written.toLowerCase()
    if (left.values <= 0) break
    if (NOT_DATA.has(key) || key.length > left.characters) continue
    left.characters -= key.length
    const plain = take(value, left, depth + 1)
    if (plain !== undefined) taken[key] = plain
  }
  return taken
}

function take(value: unknown, left: PlainLimits, depth: number): PlainValue | undefined {
  if (left.values <= 0 || depth > DEPTH) return undefined
  left.values -= 1
  if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) return value
  if (typeof value === 'bigint') return String(value)
  if (typeof value === 'string') return takeText(value, left)
  if (Array.isArray(value)) {
    const list: PlainValue[] = []
    for (const each of value) {
      if (left.values <= 0) break
      const plain = take(each, left, depth + 1)
      if (plain !== undefined) list.push(plain)
    }
    return list
  }
  if (value instanceof Map) return takeMap(value, left, depth)
  return typeof value === 'object' && value !== null ? takeMap(Object.entries(value), left, depth) : undefined
}

function takeText(text: string, left: PlainLimits): string | undefined {
  if (text.length > left.characters) return undefined
  left.characters -= text.length
  return text
}
