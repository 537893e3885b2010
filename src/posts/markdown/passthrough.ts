import type { MarkdownIt, RendererRule, StateBlock, StateInline } from 'markdown-it'
import type { Delimiters, PassthroughSettings } from '../body-context.ts'

/**
 * Text between the site's delimiters is not Markdown but, nearly always, TeX (Hugo: `goldmark.extensions.passthrough`).
 * Nothing draws it in a mail, so its source is shown as code.
 */
export function passthrough(md: MarkdownIt, settings: PassthroughSettings): void {
  const blocks = longestFirst(settings.block)
  // A block's delimiters within a line are read as well, as in Hugo.
  const spans = longestFirst([...settings.inline, ...settings.block])
  md.block.ruler.before('fence', 'passthrough_block', blockRule(blocks), {
    alt: ['paragraph', 'reference', 'blockquote', 'list'],
  })
  md.inline.ruler.before('escape', 'passthrough_span', spanRule(spans))
  md.renderer.rules.passthrough_block = (tokens, i) => `<pre>${code(md, tokens, i)}\n</code></pre>\n`
  md.renderer.rules.passthrough_span = (tokens, i) => `${code(md, tokens, i)}</code>`
}

function code(md: MarkdownIt, tokens: Parameters<RendererRule>[0], i: number): string {
  return `<code class="language-math">${md.utils.escapeHtml(tokens[i]?.content ?? '')}`
}

function blockRule(delimiters: Delimiters) {
  return (state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean => {
    const start = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0)
    const pair = delimiters.find(([open]) => state.src.startsWith(open, start))
    if (!pair) return false
    const [open, close] = pair
    const lastLine = lineThatEnds(state, startLine, endLine, open, close)
    if (lastLine === undefined) return false
    if (silent) return true
    const text = state.getLines(startLine, lastLine + 1, state.blkIndent, false).trim()
    const token = state.push('passthrough_block', 'code', 0)
    token.content = text.slice(open.length, text.length - close.length).trim()
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

function spanRule(delimiters: Delimiters) {
  return (state: StateInline, silent: boolean): boolean => {
    const pair = delimiters.find(([open]) => state.src.startsWith(open, state.pos))
    if (!pair) return false
    const [open, close] = pair
    const from = state.pos + open.length
    const ahead = state.src.slice(from, from + MOST_CHARACTERS)
    const length = ahead.indexOf(close)
    const content = ahead.slice(0, Math.max(0, length)).trim()
    if (content === '') return false
    if (!silent) state.push('passthrough_span', 'code', 0).content = content
    state.pos = from + length + close.length
    return true
  }
}

function longestFirst(delimiters: Delimiters): Delimiters {
  return delimiters.toSorted(([a], [b]) => b.length - a.length)
}
