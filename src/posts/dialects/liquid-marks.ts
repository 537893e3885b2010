/** A tag or filter that a template names. */
export interface NamedMark {
  kind: 'tag' | 'filter'
  name: string
  /** Where its tag begins. */
  at: number
}

/** Every tag and filter that a text names, but within `raw` and `comment`. In one pass: a hostile text has many of them. */
export function marksIn(text: string): NamedMark[] {
  const found: NamedMark[] = []
  let at = 0
  for (let open = nextOpening(text, at); open >= 0; open = nextOpening(text, at)) {
    const isTag = text[open + 1] === '%'
    const close = text.indexOf(isTag ? '%}' : '}}', open + 2)
    if (close < 0) return found
    const inside = text.slice(open + 2, close)
    at = close + 2
    const name = isTag ? /^-?\s*([a-z_]\w*)/i.exec(inside)?.[1] : undefined
    if (name) found.push({ kind: 'tag', name, at: open })
    for (const [, filter = ''] of withoutQuotes(inside).matchAll(/\|\s*([a-z_]\w*)/gi))
      found.push({ kind: 'filter', name: filter, at: open })
    if (name === 'raw' || name === 'comment') {
      at = endOf(text, name, at)
      if (at < 0) return found
    }
  }
  return found
}

function nextOpening(text: string, from: number): number {
  for (let at = text.indexOf('{', from); at >= 0; at = text.indexOf('{', at + 1)) {
    if (text[at + 1] === '%' || text[at + 1] === '{') return at
  }
  return -1
}

function endOf(text: string, name: string, from: number): number {
  const end = new RegExp(`\\{%-?\\s*end${name}\\s*-?%\\}`, 'g')
  end.lastIndex = from
  return end.test(text) ? end.lastIndex : -1
}

function withoutQuotes(text: string): string {
  return text.replace(/"[^"]*"|'[^']*'/g, '""')
}
