/** What a text is made of, for Zola. Lines are 1-based within the text. */
export type ZolaPiece =
  | { kind: 'text'; text: string }
  /** `hasBody`: written `{% name() %}`, up to its `{% end %}`. */
  | { kind: 'call'; name: string; args: Map<string, string>; hasBody: boolean; line: number }
  | { kind: 'end' }

const MARK = /\{[{%]/g
const COMMENT = /\{([{%])\/\*([\s\S]{0,2000}?)\*\/([}%])\}/y
const OPEN = /\{([{%])-?\s*([A-Za-z_]\w*)\s*\(\s*/y
const ARG = /([A-Za-z_]\w*)\s*=\s*(?:"([^"]*)"|'([^']*)'|`([^`]*)`|(\[[^\]]*\])|([\w.+-]+))\s*,?\s*/y
const CLOSE = /\)\s*-?([}%])\}/y
const END = /\{%-?\s*end\s*-?%\}/y

/** Cuts a text at its shortcodes, inside code too, as Zola does. What only looks like one stays text. */
export function zolaPieces(text: string): ZolaPiece[] {
  const pieces: ZolaPiece[] = []
  let from = 0
  let line = 1
  let counted = 0
  const lineAt = (at: number) => {
    for (; counted < at; counted++) if (text[counted] === '\n') line++
    return line
  }
  const take = (at: number, end: number, piece: ZolaPiece) => {
    if (at > from) pieces.push({ kind: 'text', text: text.slice(from, at) })
    pieces.push(piece)
    from = end
  }
  for (const { index } of text.matchAll(MARK)) {
    if (index < from) continue
    const comment = match(COMMENT, text, index)
    const end = match(END, text, index)
    const call = comment || end ? undefined : callAt(text, index, lineAt)
    if (comment)
      take(index, comment.end, { kind: 'text', text: `{${comment.groups[1]}${comment.groups[2]}${comment.groups[3]}}` })
    else if (end) take(index, end.end, { kind: 'end' })
    else if (call) take(index, call.end, call.piece)
  }
  if (from < text.length) pieces.push({ kind: 'text', text: text.slice(from) })
  return pieces
}

function callAt(
  text: string,
  at: number,
  lineAt: (at: number) => number,
): { piece: ZolaPiece; end: number } | undefined {
  const open = match(OPEN, text, at)
  if (!open) return undefined
  const args = new Map<string, string>()
  let end = open.end
  for (let arg = match(ARG, text, end); arg; arg = match(ARG, text, end)) {
    const [, name = '', ...values] = arg.groups
    args.set(name, values.find((value) => value !== undefined) ?? '')
    end = arg.end
  }
  const close = match(CLOSE, text, end)
  const isBlock = open.groups[1] === '%'
  if (!close || (close.groups[1] === '%') !== isBlock) return undefined
  return {
    piece: { kind: 'call', name: open.groups[2] ?? '', args, hasBody: isBlock, line: lineAt(at) },
    end: close.end,
  }
}

function match(pattern: RegExp, text: string, at: number): { groups: RegExpExecArray; end: number } | undefined {
  pattern.lastIndex = at
  const groups = pattern.exec(text)
  return groups ? { groups, end: pattern.lastIndex } : undefined
}
