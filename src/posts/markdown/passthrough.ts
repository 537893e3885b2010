import type { MarkdownIt, RendererRule, StateBlock, StateInline } from 'markdown-it'
import type { Delimiters, PassthroughSettings } from '../markup-settings.ts'

/**
 * Text between the site's delimiters is not Markdown but, nearly always, TeX (Hugo: `goldmark.extensions.passthrough`).
 * It becomes code in a language named math, which writers show as a picture where one could be drawn (formula.ts).
 */
export function passthrough(md: MarkdownIt, settings: PassthroughSettings): void {
  const read = readerFor(settings)
  const blocks = longestFirst(settings.block)
  // A block's delimiters within a line are read as well, as in Hugo.
  const spans = longestFirst([...settings.inline, ...settings.block])
  md.block.ruler.before('fence', 'passthrough_block', blockRule(blocks, read), {
    alt: ['paragraph', 'reference', 'blockquote', 'list'],
  })
  md.inline.ruler.before('escape', 'passthrough_span', spanRule(spans, read))
  md.renderer.rules.passthrough_block = (tokens, i) => `<pre>${code(md, tokens, i)}\n</code></pre>\n`
  md.renderer.rules.passthrough_span = (tokens, i) => `${code(md, tokens, i)}</code>`
}

function code(md: MarkdownIt, tokens: Parameters<RendererRule>[0], i: number): string {
  return `<code class="language-math">${md.utils.escapeHtml(tokens[i]?.content ?? '')}`
}

/** What stands between delimiters, as TeX; undefined where it is none. */
type ReadFormula = (content: string, open: string, after: string) => string | undefined

/**
 * Where the site names no delimiters, dollars may be money: pandoc's rule for one ("tex_math_dollars"), and on a page that is not
 * marked for mathematics some mark of TeX. Who writes for a script that runs on the finished page escapes what Markdown would eat.
 */
function readerFor({ guess }: PassthroughSettings): ReadFormula {
  if (guess === undefined) return (content) => content
  return (content, open, after) => {
    if (open === '$' && (/^\s|\s$|\n/.test(content) || /^\d/.test(after))) return undefined
    if (guess === 'unmarked' && !LOOKS_LIKE_TEX.test(content)) return undefined
    const isEscaped = open.startsWith('\\\\') || ESCAPED.test(content)
    return isEscaped ? content.replace(/\\([!-/:-@[-`{-~])/g, '$1') : content
  }
}

const LOOKS_LIKE_TEX = /\\[a-zA-Z]|[\^_=<>]|^[a-zA-Z\d]$/
const ESCAPED = /\\[_*]|\\{2}[{},;!([]|\\{4}/

function blockRule(delimiters: Delimiters, read: ReadFormula) {
  return (state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean => {
    const start = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0)
    const pair = delimiters.find(([open]) => state.src.startsWith(open, start))
    if (!pair) return false
    const [open, close] = pair
    const lastLine = lineThatEnds(state, startLine, endLine, open, close)
    if (lastLine === undefined) return false
    const text = state.getLines(startLine, lastLine + 1, state.blkIndent, false).trim()
    const content = read(text.slice(open.length, text.length - close.length).trim(), open, '')
    if (content === undefined) return false
    if (silent) return true
    const token = state.push('passthrough_block', 'code', 0)
    token.content = content
    token.map = [startLine, lastLine + 1]
    state.line = lastLine + 1
    return true
  }
}

/** A formula has no empty line, and none is this long: a search that finds nothing ends, and thousands of them. */
const MOST_LINES = 200
const MOST_CHARACTERS = 2_000

function lineThatEnds(state: StateBlock, startLine: number, endLine: number, open: string, close: string) {
  const end = Math.min(endLine, startLine + MOST_LINES)
  for (let line = startLine; line < end && !state.isEmpty(line); line++) {
    const from = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0) + (line === startLine ? open.length : 0)
    const text = state.src.slice(from, state.eMarks[line]).trimEnd()
    if (text.endsWith(close)) return line
    // Something follows the formula in its line: it stands in a sentence.
    if (text.includes(close)) return undefined
  }
  return undefined
}

function spanRule(delimiters: Delimiters, read: ReadFormula) {
  return (state: StateInline, silent: boolean): boolean => {
    const pair = delimiters.find(([open]) => state.src.startsWith(open, state.pos))
    if (!pair) return false
    const [open, close] = pair
    const from = state.pos + open.length
    const ahead = state.src.slice(from, from + MOST_CHARACTERS)
    const length = ahead.indexOf(close)
    const written = ahead.slice(0, Math.max(0, length))
    const content = written.trim() && read(written, open, ahead.slice(length + close.length, length + close.length + 1))
    if (!content) return false
    if (!silent) state.push('passthrough_span', 'code', 0).content = content.trim()
    state.pos = from + length + close.length
    return true
  }
}

function longestFirst(delimiters: Delimiters): Delimiters {
  return delimiters.toSorted(([a], [b]) => b.length - a.length)
}
