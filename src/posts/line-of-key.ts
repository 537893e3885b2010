/** The line on which front matter gives a key, for problems; undefined where it cannot be told. */
export function lineOfKey(source: string, key: string): number | undefined {
  const index = source.split('\n').findIndex((line) => keyIn(line) === key.toLowerCase())
  return index < 0 ? undefined : index + 1
}

/** The line of a key within a map, else that of the map; undefined where neither can be told. */
export function lineOfInnerKey(source: string, map: string, key: string): number | undefined {
  const lines = source.split('\n')
  const end = lines.findIndex((line, index) => index > 0 && CLOSING.test(line))
  const front = end < 0 ? lines : lines.slice(0, end)
  const name = new RegExp(String.raw`^[\s{,]*(?:\[(?:params\.)?)?["']?${map}["']?\s*[\].:=]`, 'i')
  const start = front.findIndex((line) => name.test(line))
  if (start < 0) return undefined
  const inner = new RegExp(String.raw`(?:^|[\s{,."'])${escaped(key)}["']?\s*[:=]`, 'i')
  const found = front.findIndex((line, index) => index >= start && inner.test(line))
  return (found < 0 ? start : found) + 1
}

/** The line at which the text of such a key begins: of a block of lines, the one below the key. */
export function lineOfInnerText(source: string, map: string, key: string): number {
  const line = lineOfInnerKey(source, map, key) ?? 1
  const isBlock = /[:=]\s*(?:[|>][\d+-]*|"{3}|'{3})\s*$/.test(source.split('\n')[line - 1] ?? '')
  return isBlock ? line + 1 : line
}

/** Of YAML and TOML; JSON has none, and its text below names no keys. */
const CLOSING = /^(?:---|\+\+\+)/

function escaped(text: string): string {
  return text.slice(0, 100).replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}

function keyIn(line: string): string | undefined {
  const end = line.search(/[:=]/)
  if (end < 0) return undefined
  const written = line.slice(0, end).replace(/^[\s\uFEFF{,]+/, '')
  return written
    .trimEnd()
    .replace(/^["']|["']$/g, '')
    .toLowerCase()
}
