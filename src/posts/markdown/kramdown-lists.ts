import type { MarkdownIt, StateBlock, StateCore, StateInline, Token } from 'markdown-it'

/** What outlives a site's styles, and sizes of pictures. */
const KEPT = ['id', 'hidden', 'style', 'title', 'alt', 'width', 'height']
/** Nobody writes a longer one. */
const LONGEST = 2_000

/**
 * kramdown's attribute lists, `{: #id .class key="value"}` below or above a block and behind a span; with `toc`, a list gives way to a table of
 * contents, which is left out. Definitions of lists and of abbreviations, and comments, are dropped.
 */
export function kramdownLists(md: MarkdownIt): void {
  const alt = ['paragraph', 'reference', 'blockquote', 'list', 'table']
  md.block.ruler.before('paragraph', 'kramdown_list', listLine, { alt })
  md.block.ruler.before('kramdown_list', 'kramdown_comment', commentBlock, { alt })
  md.inline.ruler.before('link', 'kramdown_span_list', spanList)
  md.core.ruler.after('block', 'kramdown_lists', attach)
}

const LIST = /^\{:(?!\/)([^{}]*)\}[ \t]*$/
const EXTENSION = /^\{::?\/?[^{}]*\}[ \t]*$/
const ABBREVIATION = /^\*\[[^\]]+\]:/

function lineAt(state: StateBlock, line: number): string {
  return state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line])
}

function listLine(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const sign = state.src[(state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0)]
  if ((sign !== '{' && sign !== '*') || (state.sCount[startLine] ?? 0) - state.blkIndent >= 4) return false
  const text = lineAt(state, startLine).slice(0, LONGEST)
  if (sign === '*' ? !ABBREVIATION.test(text) : !EXTENSION.test(text)) return false
  if (silent) return true
  const list = LIST.exec(text)?.[1]
  const isAbove = startLine === 0 || state.isEmpty(startLine - 1)
  const isBelow = startLine + 1 >= endLine || state.isEmpty(startLine + 1)
  if (list !== undefined && !(isAbove && isBelow)) {
    const token = state.push('kramdown_list', '', 0)
    token.hidden = true
    token.meta = { list, isAbove }
  }
  state.line = startLine + 1
  return true
}

/** `{::comment}` to `{:/comment}`, or to `{:/}`. */
function commentBlock(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  if (!/^\{::comment\}[ \t]*$/.test(lineAt(state, startLine).slice(0, LONGEST))) return false
  const env = state.env as { hasNoEnd?: boolean }
  if (env.hasNoEnd) return false
  for (let line = startLine + 1; line < endLine; line += 1) {
    if (!/^\{:\/(?:comment)?\}[ \t]*$/.test(lineAt(state, line).slice(0, LONGEST))) continue
    if (!silent) state.line = line + 1
    return true
  }
  env.hasNoEnd = true
  return false
}

/** Right behind emphasis, code, a link or a picture; elsewhere it is text. */
function spanList(state: StateInline, silent: boolean): boolean {
  if (state.src[state.pos] !== '{' || state.src[state.pos + 1] !== ':') return false
  if (state.pending !== '' && !/[*_~]$/.test(state.pending)) return false
  const last = state.tokens.at(-1)
  if (!last || (last.type === 'text' && !/^[*_~]+$/.test(last.content))) return false
  const found = /^\{:(?!\/)([^{}\n]*)\}/.exec(state.src.slice(state.pos, state.pos + LONGEST))
  if (!found) return false
  if (!silent && last.type === 'image') setAttributes(last, found[1] ?? '')
  state.pos += found[0].length
  return true
}

function attach(state: StateCore): void {
  const { tokens } = state
  const dropped = new Set<Token>()
  tokens.forEach((token, i) => {
    if (token.type !== 'kramdown_list') return
    const { list, isAbove } = token.meta as { list: string; isAbove: boolean }
    const start = isAbove ? i + 1 : startOfBlockBefore(tokens, i)
    const block = tokens[start]
    dropped.add(token)
    if (!block) return
    if (/(?:^|\s)toc(?:\s|$)/.test(list)) for (const each of blockFrom(tokens, start)) dropped.add(each)
    else setAttributes(block, list)
  })
  if (dropped.size > 0) state.tokens = tokens.filter((token) => !dropped.has(token))
}

function startOfBlockBefore(tokens: Token[], index: number): number {
  const last = tokens[index - 1]
  if (last?.nesting !== -1) return index - 1
  const opening = last.type.replace(/_close$/, '_open')
  for (let i = index - 2; i >= 0; i -= 1) if (tokens[i]?.type === opening && tokens[i]?.level === last.level) return i
  return -1
}

function blockFrom(tokens: Token[], start: number): Token[] {
  const [first] = tokens.slice(start, start + 1)
  if (first?.nesting !== 1) return first ? [first] : []
  const end = tokens.findIndex((token, i) => i > start && token.nesting === -1 && token.level === first.level)
  return tokens.slice(start, end + 1)
}

const ATTRIBUTE = /(?:^|\s)(?:#([A-Za-z][\w:-]*)|([\w:-]+)=(?:"([^"]*)"|'([^']*)'))/g

function setAttributes(token: Token, list: string): void {
  for (const [, id, name = 'id', double, single] of list.matchAll(ATTRIBUTE)) {
    const value = id ?? double ?? single
    if (value !== undefined && KEPT.includes(name.toLowerCase())) token.attrSet(name.toLowerCase(), value)
  }
}
