import type { MarkdownIt, StateCore, Token } from 'markdown-it'

/** jekyll-mentions: `@name` in a text leads to somebody's page. @param base address that the name is put behind */
export function mentions(md: MarkdownIt, base: string): void {
  md.core.ruler.push('mentions', (state: StateCore) => {
    for (const token of state.tokens) if (token.children) token.children = linked(token.children, state, base)
  })
}

const MENTION = /(^|[^\w`/.@+-])@([a-z\d](?:-?[a-z\d]){0,38})(?![\w@]|-\w)/gi

function linked(tokens: Token[], state: StateCore, base: string): Token[] {
  let depth = 0
  return tokens.flatMap((token) => {
    if (token.type === 'link_open') depth += 1
    if (token.type === 'link_close') depth -= 1
    return token.type !== 'text' || depth > 0 || !token.content.includes('@') ? [token] : split(token, state, base)
  })
}

function split(token: Token, state: StateCore, base: string): Token[] {
  const made: Token[] = []
  const text = (content: string) => {
    if (content === '') return
    const piece = new state.Token('text', '', 0)
    piece.content = content
    made.push(piece)
  }
  let at = 0
  for (const { 0: whole, 1: before = '', 2: name = '', index } of token.content.matchAll(MENTION)) {
    text(token.content.slice(at, index) + before)
    const open = new state.Token('link_open', 'a', 1)
    open.attrs = [['href', `${base}/${name}`]]
    made.push(open)
    text(`@${name}`)
    made.push(new state.Token('link_close', 'a', -1))
    at = index + whole.length
  }
  text(token.content.slice(at))
  return made
}
