/** Where a value stands in broadsheet.toml: `['newsletters', 0, 'from']`. */
export type KeyPath = readonly PropertyKey[]

/** `newsletters[0].from`; a key that TOML would quote is quoted. */
export function formatKeyPath(path: KeyPath): string {
  return path
    .map((part) => {
      if (typeof part === 'number') return `[${part}]`
      const key = String(part)
      return `.${/^[\w-]+$/.test(key) ? key : JSON.stringify(key)}`
    })
    .join('')
    .replace(/^\./, '')
}

/** The value at a path, or undefined where there is none. */
export function valueAt(tree: unknown, path: KeyPath): unknown {
  return path.reduce<unknown>((node, part) => {
    const inside = node !== null && typeof node === 'object' && Object.hasOwn(node, part)
    return inside ? (node as Record<PropertyKey, unknown>)[part] : undefined
  }, tree)
}

export function isTable(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date)
}
