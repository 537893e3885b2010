import type { MarkdownIt, StateBlock, StateInline } from 'markdown-it'

const BLOCKS = new Set(
  (
    'address article aside blockquote body canvas center dd details div dl dt fieldset figcaption figure footer form ' +
    'h1 h2 h3 h4 h5 h6 header hgroup iframe li main menu nav object ol p pre script section style summary table tbody td ' +
    'tfoot th thead tr ul video audio'
  ).split(' '),
)
/** Deeper than any person nests. */
const DEEPEST = 20

/**
 * Blocks of HTML as kramdown reads them: from a tag to the end of its element, blank lines and all. What is within is no Markdown, but in
 * an element with `markdown="1"`.
 */
export function kramdownHtml(md: MarkdownIt): void {
  md.block.ruler.at('html_block', readBlock, { alt: ['paragraph', 'reference', 'blockquote'] })
  md.inline.ruler.before('html_inline', 'kramdown_raw', readRaw)
}

interface Env {
  /** Elements that were found without an end: to look for it again at each of their tags would take forever. */
  unclosed?: Set<string>
  markdownDepth?: number
}

function readBlock(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const start = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0)
  if (state.src[start] !== '<' || (state.sCount[startLine] ?? 0) - state.blkIndent >= 4) return false
  const limit = state.eMarks[endLine - 1] ?? state.src.length
  const end = endOfBlock(state.src, start, limit, state.env as Env)
  if (end === undefined) return false
  if (silent) return true
  let line = startLine
  while (line < endLine - 1 && (state.eMarks[line] ?? 0) < end) line += 1
  const html = state.getLines(startLine, line + 1, state.blkIndent, false)
  state.line = line + 1
  writeHtml(html, state)
  return true
}

/** Where a comment, an element, or a tag without an end is over; undefined where what begins is part of a line. */
function endOfBlock(text: string, start: number, limit: number, env: Env): number | undefined {
  if (text.startsWith('<!--', start)) return endOfComment(text, start, env)
  const tag = /^<\/?([a-z][a-z\d]*)(?=[\s/>])/i.exec(text.slice(start, start + 20))?.[1]?.toLowerCase()
  if (!tag || !(BLOCKS.has(tag) || ALONE.has(tag))) return undefined
  const end = ALONE.has(tag) || text[start + 1] === '/' ? undefined : endOfElement(text, start, limit, tag, env)
  if (end !== undefined) return end
  const blank = text.indexOf('\n\n', start)
  return blank < 0 || blank > limit ? limit : blank
}

function endOfComment(text: string, start: number, env: Env): number | undefined {
  env.unclosed ??= new Set()
  const end = env.unclosed.has('!--') ? -1 : text.indexOf('-->', start)
  if (end < 0) env.unclosed.add('!--')
  return end < 0 ? undefined : end + 3
}

/** Elements that hold nothing. */
const ALONE = new Set(['hr', 'col', 'link', 'meta', 'param', 'source', 'track'])

/** Elements within a line that hold neither Markdown nor quotes to be turned. */
const RAW = /^<(code|kbd|samp|var|math)(?=[\s>])[^<>]*>/i

function readRaw(state: StateInline, silent: boolean): boolean {
  if (state.src[state.pos] !== '<') return false
  const tag = RAW.exec(state.src.slice(state.pos, state.pos + 500))?.[1]?.toLowerCase()
  const env = state.env as Env
  env.unclosed ??= new Set()
  if (!tag || env.unclosed.has(`/${tag}`)) return false
  const closing = new RegExp(`</${tag}\\s*>`, 'gi')
  closing.lastIndex = state.pos
  if (!closing.test(state.src) || closing.lastIndex > state.posMax) {
    env.unclosed.add(`/${tag}`)
    return false
  }
  if (!silent) state.push('html_inline', '', 0).content = state.src.slice(state.pos, closing.lastIndex)
  state.pos = closing.lastIndex
  return true
}

/** Behind the end tag of the element that begins at `start`. */
function endOfElement(text: string, start: number, limit: number, tag: string, env: Env): number | undefined {
  env.unclosed ??= new Set()
  if (env.unclosed.has(tag)) return undefined
  const tags = new RegExp(`<(/?)${tag}(?=[\\s/>])[^<>]*>`, 'gi')
  tags.lastIndex = start
  let depth = 0
  for (let found = tags.exec(text); found && found.index < limit; found = tags.exec(text)) {
    depth += found[1] === '/' ? -1 : 1
    if (depth === 0) return tags.lastIndex
  }
  env.unclosed.add(tag)
  return undefined
}

const MARKED = /<([a-z][a-z\d]*)((?:\s[^<>]*)?)\smarkdown\s*=\s*["']?(0|1|block|span)["']?([^<>]*)>/i

function writeHtml(html: string, state: StateBlock): void {
  let rest = html
  for (let marked = markedIn(rest, state.env as Env); marked; marked = markedIn(rest, state.env as Env)) {
    push(state, rest.slice(0, marked.start) + marked.opening)
    writeInner(marked, rest.slice(marked.from, marked.to), state)
    push(state, rest.slice(marked.to, marked.end))
    rest = rest.slice(marked.end)
  }
  push(state, rest.replace(/\smarkdown\s*=\s*["']?(?:0|1|block|span)["']?/gi, ''))
}

interface Marked {
  tag: string
  kind: string
  /** Without the mark. */
  opening: string
  start: number
  from: number
  to: number
  end: number
}

/** The first element that says whether it holds Markdown. */
function markedIn(html: string, { markdownDepth = 0 }: Env): Marked | undefined {
  const found = markdownDepth < DEEPEST ? MARKED.exec(html) : undefined
  if (!found) return undefined
  const [whole, tag = '', before = '', kind = '', after = ''] = found
  const end = endOfElement(html, found.index, html.length, tag.toLowerCase(), {})
  if (end === undefined) return undefined
  const opening = `<${tag}${before}${after}>`
  return {
    tag,
    kind,
    opening,
    start: found.index,
    from: found.index + whole.length,
    to: html.lastIndexOf('</', end - 1),
    end,
  }
}

function writeInner({ tag, kind }: Marked, inner: string, state: StateBlock): void {
  const env = state.env as Env
  if (kind === '0') push(state, inner)
  else if (kind === 'span' || LINES.test(tag)) pushInline(state, inner)
  else {
    env.markdownDepth = (env.markdownDepth ?? 0) + 1
    state.md.block.parse(undented(inner), state.md, state.env, state.tokens)
    env.markdownDepth -= 1
  }
}

/** What holds a line and no blocks. */
const LINES = /^(?:p|h[1-6]|summary|td|th|dt|figcaption)$/i

function push(state: StateBlock, html: string): void {
  if (html === '') return
  const token = state.push('html_block', '', 0)
  token.content = html
}

function pushInline(state: StateBlock, text: string): void {
  const token = state.push('inline', '', 0)
  token.content = text.trim()
  token.children = []
}

/** What is indented as its element is stands at the margin. */
function undented(text: string): string {
  const lines = text.split('\n')
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length)
  const indent = Math.min(...indents.slice(text.startsWith('\n') ? 0 : 1), 100)
  return lines.map((line) => line.slice(Math.min(indent, line.length - line.trimStart().length))).join('\n')
}
