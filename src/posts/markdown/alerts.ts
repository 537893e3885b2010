import type { MarkdownIt, StateCore, Token } from 'markdown-it'
import type { MarkWords } from '../body-context.ts'

/** `[!NOTE]`, `[!TIP] A title`; Obsidian's `[!note]-` is one that opens and shuts. */
const MARKER = /^\[!([a-z]+)\][+-]?(?:[ \t]+([^\n]+))?[ \t]*(?:\n|$)/i

/**
 * GitHub's alerts (Hugo: "Blockquote render hooks"): a quotation whose first line is a marker begins with a label in its
 * place. A site may draw it as it likes; the words say the same everywhere.
 */
export function alerts(md: MarkdownIt): void {
  md.core.ruler.before('inline', 'alerts', (state: StateCore) => {
    if (!state.src.includes('[!')) return
    state.tokens = state.tokens.flatMap((token, i, tokens) => {
      if (token.type !== 'paragraph_open' || tokens[i - 1]?.type !== 'blockquote_open') return [token]
      const inline = tokens[i + 1]
      const found = inline ? MARKER.exec(inline.content) : null
      if (!inline || !found) return [token]
      inline.content = inline.content.slice(found[0].length)
      return [...labelTokens(state, token, found[2] ?? labelOf(found[1] ?? '', state.env)), token]
    })
  })
}

/** A paragraph of its own, in bold. What follows the marker may be nothing: writers drop an empty paragraph. */
function labelTokens(state: StateCore, like: Token, label: string): Token[] {
  const make = (type: string, tag: string, nesting: -1 | 0 | 1): Token => {
    const token = new state.Token(type, tag, nesting)
    token.level = nesting === 0 ? like.level + 1 : like.level
    token.block = true
    return token
  }
  const inline = make('inline', '', 0)
  inline.content = `**${label.trim()}**`
  inline.map = like.map
  inline.children = []
  return [make('paragraph_open', 'p', 1), inline, make('paragraph_close', 'p', -1)]
}

/** @param env what markdown-it is called with: the words of the post's language */
function labelOf(word: string, env: object): string {
  const { words } = env as { words?: MarkWords }
  const known = words && Object.entries(words).find(([name]) => name === word.toLowerCase())
  return known?.[1] ?? capitalised(word)
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()
}
