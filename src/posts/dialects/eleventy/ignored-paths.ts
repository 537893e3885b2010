/**
 * Tells what `.eleventyignore` and `.gitignore` name, and `ignores.add`: paths from the site's folder, with `*` for a part of a name, `**` for
 * any folders, and each folder with all that is in it. Lines that take something back (`!`) are passed over, as Eleventy does.
 */
export function ignoredPaths(lines: readonly string[]): (path: string) => boolean {
  const patterns = lines.flatMap((line) => {
    const parts = line
      .trim()
      .split('/')
      .filter((part) => part !== '' && part !== '.')
    return /^\s*[#!]/.test(line) || parts.length === 0 || parts.length > MOST_PARTS ? [] : [parts]
  })
  return (path) => {
    const parts = path.split('/')
    return patterns.some((pattern) => meets(pattern, parts))
  }
}

const MOST_PARTS = 20

/** Of several `**` the last is tried again, so that it takes no longer than pattern times path. */
function meets(pattern: string[], parts: string[]): boolean {
  let [at, from, deep, deepFrom] = [0, 0, -1, 0]
  // What is in a folder that is met is met with it.
  while (at < pattern.length) {
    if (pattern[at] === '**') {
      deep = at
      deepFrom = from
      at += 1
    } else if (from < parts.length && isNamed(pattern[at] ?? '', parts[from] ?? '')) {
      at += 1
      from += 1
    } else if (deep >= 0 && deepFrom < parts.length) {
      at = deep + 1
      deepFrom += 1
      from = deepFrom
    } else return false
  }
  return true
}

function isNamed(pattern: string, name: string): boolean {
  const [first = '', ...others] = pattern.split('*')
  if (others.length === 0) return pattern === name
  if (!name.startsWith(first)) return false
  const last = others.pop() ?? ''
  let at = first.length
  for (const part of others) {
    const found = name.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return name.length - last.length >= at && name.endsWith(last)
}
