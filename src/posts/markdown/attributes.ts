import type { MarkdownIt, StateBlock, StateCore, Token } from 'markdown-it'

/** `{#id .class key="value"}`; anything else in braces is text, such as the set {1, 2}. */
const ATTRIBUTE = String.raw`[#.][\p{L}\p{N}_:-]+|[\w:-]+=(?:"[^"]*"|'[^']*'|[^\s"'{}]+)`
const LIST = String.raw`\{\s*((?:(?:${ATTRIBUTE})(?:\s+|(?=\})))+)\}`
const WHOLE_LINE = new RegExp(`^${LIST}\\s*$`, 'u')
const AT_END = new RegExp(`(?<=\\s|^)${LIST}\\s*$`, 'u')

/**
 * Attributes where Goldmark reads them: at the end of a heading, after a fence's language and, where the site says so, on the line after a block.
 * (markdown-it-attrs reads them nearly everywhere, and takes `{1, 2}` off the end of a paragraph.)
 * Kept is the id, which links point at: no class or style of the site reaches a feed or a mail.
 */
export function attributes(md: MarkdownIt, { blockAttributes }: { blockAttributes: boolean }): void {
  if (blockAttributes) {
    md.block.ruler.before('paragraph', 'attributes_line', attributesLine, {
      alt: ['paragraph', 'reference', 'blockquote'],
    })
  }
  md.core.ruler.after('block', 'attributes', attachAttributes)
}

function attributesLine(state: StateBlock, startLine: number, _end: number, silent: boolean): boolean {
  const start = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0)
  if (state.src[start] !== '{') return false
  const line = state.src.slice(start, state.eMarks[startLine])
  const list = WHOLE_LINE.exec(line)?.[1]
  if (!list) return false
  if (silent) return true
  // On its own it belongs to nothing, and Goldmark drops it.
  const isAlone = startLine === 0 || state.isEmpty(startLine - 1)
  const token = state.push('attributes', '', 0)
  token.hidden = true
  token.meta = { list: isAlone ? '' : list }
  state.line = startLine + 1
  return true
}

function attachAttributes(state: StateCore): void {
  const { tokens } = state
  tokens.forEach((token, i) => {
    if (token.type === 'attributes') setId(openingBefore(tokens, i), String(token.meta?.list))
    else if (token.type === 'heading_open') takeFromHeading(token, tokens[i + 1])
    else if (token.type === 'fence') token.info = (token.info.split('{', 1)[0] ?? '').trimEnd()
  })
  state.tokens = tokens.filter((token) => token.type !== 'attributes')
}

function takeFromHeading(heading: Token, inline: Token | undefined): void {
  const found = inline ? AT_END.exec(inline.content) : null
  if (!inline || !found?.[1]) return
  inline.content = inline.content.slice(0, found.index).trimEnd()
  setId(heading, found[1])
}

function setId(token: Token | undefined, list: string): void {
  const id = /(?:^|\s)(?:#|id=)["']?([^\s"']+)/.exec(list)?.[1]
  if (id) token?.attrSet('id', id)
}

/** The opening token of the block that ends right before `index`. */
function openingBefore(tokens: Token[], index: number): Token | undefined {
  const last = tokens[index - 1]
  if (last?.nesting !== -1) return last
  const opening = last.type.replace(/_close$/, '_open')
  return tokens.slice(0, index).findLast((token) => token.type === opening && token.level === last.level)
}
