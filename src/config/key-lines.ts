import { parse } from 'smol-toml'
import { formatKeyPath, isTable, type KeyPath } from './key-path.ts'

/**
 * Finds the 1-based line at which a key of a valid TOML text is written; for a key that is not there, its table's line.
 * smol-toml gives no positions, so it is asked again for each longer beginning of the text: a key belongs to the
 * statement that made it appear. A beginning that ends inside a string or list over several lines is no TOML and
 * is passed over, so such a statement counts from its first line. Only done once there is a problem to place.
 */
export function keyLines(text: string): (path: KeyPath) => number | undefined {
  const lines = new Map<string, number>()
  const rows = text.split(/\r?\n/)
  let statement = 1
  for (let end = 1; end <= rows.length; end++) {
    const tree = parseBeginning(rows.slice(0, end).join('\n'))
    if (!tree) continue
    for (const key of keysIn(tree, [])) if (!lines.has(key)) lines.set(key, statement)
    statement = end + 1
  }
  return (path) => nearestLine(lines, path)
}

function parseBeginning(text: string): unknown {
  try {
    return parse(text)
  } catch {
    return undefined
  }
}

function keysIn(node: unknown, path: KeyPath): string[] {
  const own = path.length > 0 ? [formatKeyPath(path)] : []
  if (Array.isArray(node)) return [...own, ...node.flatMap((item, index) => keysIn(item, [...path, index]))]
  if (!isTable(node)) return own
  return [...own, ...Object.entries(node).flatMap(([key, value]) => keysIn(value, [...path, key]))]
}

function nearestLine(lines: Map<string, number>, path: KeyPath): number | undefined {
  for (let length = path.length; length > 0; length--) {
    const line = lines.get(formatKeyPath(path.slice(0, length)))
    if (line !== undefined) return line
  }
  return undefined
}
