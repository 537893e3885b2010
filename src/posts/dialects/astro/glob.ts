/** Of `glob({ pattern })`; what begins with `!` takes away. */
export function globMatcher(patterns: readonly string[]): (path: string) => boolean {
  const taken = patterns.filter((pattern) => !pattern.startsWith('!')).map(globPattern)
  const left = patterns.flatMap((pattern) => (pattern.startsWith('!') ? [globPattern(pattern.slice(1))] : []))
  return (path) => taken.some((pattern) => pattern.test(path)) && !left.some((pattern) => pattern.test(path))
}

const PART = /([!@+*?])\(([^()]*)\)|\*\*\/|\*\*|\*|\?|\[([!^]?)((?:\\.|[^\]\\])+)\]|\\([\s\S])|[{},]|[\s\S]/g
/** Each may stand for as much of a path as it likes, and what tries them all takes long. */
const MOST_STARS = 6

/** A pattern as `picomatch` reads it. */
function globPattern(pattern: string): RegExp {
  if (pattern.length > 500 || pattern.split('*').length > 2 * MOST_STARS) return NOTHING
  let depth = 0
  const parts = [...pattern.replace(/^\.\//, '').matchAll(PART)].map(([part, kind, among, not, letters, escaped]) => {
    if (kind && among !== undefined) return extended(kind, among)
    if (part === '**/') return '(?:.*/)?'
    if (part === '**') return '.*'
    if (part === '*') return '[^/]*'
    if (part === '?') return '[^/]'
    if (letters) return `[${not ? '^/' : ''}${letters.replace(/[[\]^]/g, '\\$&')}]`
    if (part === '{') return ++depth && '(?:'
    if (part === '}' && depth > 0) return --depth >= 0 ? ')' : ''
    if (part === ',' && depth > 0) return '|'
    return literal(escaped ?? part)
  })
  try {
    return new RegExp(`^${parts.join('')}${')'.repeat(depth)}$`)
  } catch {
    return NOTHING
  }
}

const NOTHING = /(?!)/

function extended(kind: string, among: string): string {
  const any = `(?:${among.split('|').map(literal).join('|')})`
  if (kind === '!') return `(?!${any})[^/]*`
  if (kind === '@') return any
  // Repeated by the pattern's own stars alone.
  return kind === '?' ? `${any}?` : '[^/]*'
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}
