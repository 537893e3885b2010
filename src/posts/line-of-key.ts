/** The line on which front matter gives a key, for problems; undefined where it cannot be told. */
export function lineOfKey(source: string, key: string): number | undefined {
  const index = source.split('\n').findIndex((line) => keyIn(line) === key.toLowerCase())
  return index < 0 ? undefined : index + 1
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
