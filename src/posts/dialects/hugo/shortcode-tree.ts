import type { ShortcodeParams, ShortcodePiece } from './shortcode-lexer.ts'

/** A text with its shortcodes nested: one that is closed holds what stands between. Lines are 1-based within the text. */
export type ShortcodeNode = Extract<ShortcodePiece, { kind: 'text' | 'comment' | 'broken' }> | ShortcodeCall

export interface ShortcodeCall {
  kind: 'call'
  name: string
  params: ShortcodeParams
  /** Written `{{% … %}}`: what it stands for is read as Markdown. */
  isMarkdown: boolean
  line: number
  /** Undefined for one that stands alone. */
  inner?: ShortcodeNode[]
}

/** Deeper than any person nests; keeps the walk over a hostile text off the end of the stack. */
const MAX_DEPTH = 50

interface OpenCall {
  call: ShortcodeCall
  /** Where it stands in the list. */
  index: number
}

/**
 * Pairs each closing tag with the nearest open one of its name. Only a shortcode's template knows whether it wants closing,
 * so an opening tag without a closing one stands alone; a closing tag without an opening one is broken.
 */
export function nestShortcodes(pieces: ShortcodePiece[]): ShortcodeNode[] {
  const nodes: ShortcodeNode[] = []
  const depths = new Map<ShortcodeNode, number>()
  const open: OpenCall[] = []
  const openCount = new Map<string, number>()

  const closeNearest = (name: string): boolean => {
    // The count answers at once where a search through all open ones would find nothing.
    if (!openCount.get(name)) return false
    let nearest = open.pop()
    while (nearest && nearest.call.name !== name) {
      openCount.set(nearest.call.name, (openCount.get(nearest.call.name) ?? 1) - 1)
      nearest = open.pop()
    }
    if (!nearest) return false
    openCount.set(name, (openCount.get(name) ?? 1) - 1)
    const inner = nodes.slice(nearest.index + 1)
    const depth = 1 + inner.reduce((deepest, node) => Math.max(deepest, depths.get(node) ?? 0), 0)
    if (depth > MAX_DEPTH) return false
    nodes.length = nearest.index + 1
    nearest.call.inner = inner
    depths.set(nearest.call, depth)
    return true
  }

  for (const piece of pieces) {
    if (piece.kind === 'open') {
      const { name, params, isMarkdown, line } = piece
      const call: ShortcodeCall = { kind: 'call', name, params, isMarkdown, line }
      nodes.push(call)
      if (piece.selfClosing) continue
      open.push({ call, index: nodes.length - 1 })
      openCount.set(piece.name, (openCount.get(piece.name) ?? 0) + 1)
    } else if (piece.kind === 'close') {
      if (closeNearest(piece.name)) continue
      nodes.push({ kind: 'broken', reason: `\`${piece.name}\` is closed but was not opened`, line: piece.line })
    } else nodes.push(piece)
  }
  return nodes
}
