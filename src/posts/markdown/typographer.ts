import type { MarkdownIt, StateCore, Token } from 'markdown-it'

/**
 * Dashes, ellipses and « » as Goldmark sets them. markdown-it's own rule also makes © of `(c)`, which spoils a list (a), (b), (c).
 * Its smart quotes stay as they are.
 */
export function dashesAndEllipses(md: MarkdownIt): void {
  md.core.ruler.at('replacements', (state: StateCore) => {
    if (!state.md.options.typographer) return
    for (const block of state.tokens) if (block.type === 'inline' && block.children) setDashes(block.children)
  })
}

function setDashes(tokens: Token[]): void {
  let inAddress = 0
  for (const token of tokens) {
    // The text of an address that became a link stays as it is.
    if (token.info === 'auto') inAddress += token.nesting
    if (token.type !== 'text' || inAddress > 0) continue
    token.content = token.content
      .replaceAll('...', '…')
      .replaceAll('---', '—')
      .replaceAll('--', '–')
      .replaceAll('<<', '«')
      .replaceAll('>>', '»')
  }
}
