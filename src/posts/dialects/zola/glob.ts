/** A pattern of `ignored_content` (Rust's `globset`), for paths below the content folder. */
export function globPattern(pattern: string): RegExp {
  let depth = 0
  const parts = [...pattern.matchAll(/\*\*\/|\*\*|\*|\?|\[!?[^\]]+\]|[{},]|[\s\S]/g)].map(([part]) => {
    if (part === '**/') return '(?:.*/)?'
    if (part === '**' || part === '*') return '.*'
    if (part === '?') return '.'
    if (part.length > 2 && part.startsWith('[')) return part.replace('[!', '[^').replaceAll('\\', '\\\\')
    if (part === '{') return ++depth && '(?:'
    if (part === '}' && depth > 0) return --depth >= 0 ? ')' : ''
    if (part === ',' && depth > 0) return '|'
    return part.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
  })
  try {
    return new RegExp(`^${parts.join('')}${')'.repeat(depth)}$`)
  } catch {
    return /(?!)/
  }
}
