/** An element's `style` → its declarations, names and values in lower case; of two the later holds, and `!important` before all. */
export function stylesOf(style: string | undefined): ReadonlyMap<string, string> {
  const styles = new Map<string, string>()
  if (style === undefined) return styles
  const important = new Set<string>()
  for (const declaration of withoutComments(style).toLowerCase().split(';')) {
    const colon = declaration.indexOf(':')
    if (colon < 0) continue
    const name = declaration.slice(0, colon).trim()
    const value = declaration.slice(colon + 1)
    const bang = value.lastIndexOf('!')
    const isImportant = bang >= 0 && value.slice(bang + 1).trim() === 'important'
    if (important.has(name) && !isImportant) continue
    if (isImportant) important.add(name)
    styles.set(name, (isImportant ? value.slice(0, bang) : value).trim())
  }
  return styles
}

function withoutComments(style: string): string {
  const [first = '', ...others] = style.split('/*')
  let rest = first
  for (const other of others) {
    const end = other.indexOf('*/')
    // Never closed, it hides the rest.
    if (end < 0) return rest
    rest += other.slice(end + 2)
  }
  return rest
}
