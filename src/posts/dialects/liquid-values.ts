import { isMap } from '../../config/is-map.ts'
/**
 * A map whose values are asked for when a template names them. It has nothing but these: the library's own way, a Drop, lends its
 * constructor and methods to templates.
 */
export function lazily(find: (key: string) => unknown): object {
  const found = (key: string | symbol) => (typeof key === 'string' ? find(key) : undefined)
  return new Proxy(Object.create(null), {
    get: (_, key) => found(key),
    has: (_, key) => found(key) !== undefined,
    getOwnPropertyDescriptor(_, key) {
      const value = found(key)
      return value === undefined ? undefined : { value, configurable: true, enumerable: true, writable: false }
    },
  })
}

/** Numbers are text where they are read, so that a title keeps its zeros; templates compare them. */
export function asNumbers(value: unknown): unknown {
  if (typeof value === 'string') return NUMBER.test(value) ? Number(value) : value
  if (Array.isArray(value)) return value.map(asNumbers)
  return isMap(value) ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, asNumbers(inner)])) : value
}

const NUMBER = /^-?(?:0|[1-9]\d{0,14})(?:\.\d{0,6}[1-9])?$/
