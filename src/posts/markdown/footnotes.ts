import type { MarkdownIt, RendererRule, StateCore, Token } from 'markdown-it'
import footnote from 'markdown-it-footnote'

interface FootnoteMeta {
  /** Counts the footnotes from 0, in order of their first mention. */
  id: number
  /** Counts the mentions of one footnote from 0. */
  subId?: number
}

/**
 * Footnotes, with the ids that Goldmark gives them, so that a link from a feed finds its place on the site.
 * `^[inline]` ones are left as text: Goldmark knows none, and a regular expression in a sentence looks like one.
 */
export function footnotes(md: MarkdownIt): void {
  md.use(footnote)
  md.inline.ruler.disable('footnote_inline')
  md.core.ruler.at('footnote_tail', moveToEnd)
  Object.assign(md.renderer.rules, { footnote_ref: ref, footnote_open: open, footnote_anchor: backref })
  md.renderer.rules.footnote_block_open = () => '<section class="footnotes">\n<hr>\n<ol>\n'
}

const ref: RendererRule = (tokens, i) => {
  const { number, mention } = read(tokens[i])
  return `<sup id="fnref${mention}:${number}"><a href="#fn:${number}" class="footnote-ref">${number}</a></sup>`
}

const open: RendererRule = (tokens, i) => `<li id="fn:${read(tokens[i]).number}">`

const backref: RendererRule = (tokens, i) => {
  const { number, mention } = read(tokens[i])
  // U+FE0E keeps the arrow from being shown as an emoji.
  return `&#160;<a href="#fnref${mention}:${number}" class="footnote-backref">\u{21A9}\u{FE0E}</a>`
}

function read(token: Token | undefined): { number: number; mention: string } {
  const { id = 0, subId = 0 } = (token?.meta ?? {}) as Partial<FootnoteMeta>
  return { number: id + 1, mention: subId > 0 ? String(subId) : '' }
}

/** What the plugin notes of a footnote that is mentioned. */
interface Mentioned {
  label: string
  /** Of mentions. */
  count: number
}

/** Footnotes to the end of the text, in order of their first mention. The plugin's own rule copies all of the text for each. */
function moveToEnd(state: StateCore): void {
  const { footnotes: noted } = state.env as { footnotes?: { list?: Mentioned[] } }
  if (!noted) return
  const { text, notes } = apart(state.tokens)
  state.tokens = text
  if (!noted.list) return
  const add = (type: string, nesting: -1 | 0 | 1, meta: Token['meta'] = null): void => {
    const token = new state.Token(type, '', nesting)
    token.meta = meta
    text.push(token)
  }
  add('footnote_block_open', 1)
  for (const [id, { label, count }] of noted.list.entries()) {
    add('footnote_open', 1, { id })
    for (const token of notes.get(label) ?? []) text.push(token)
    // The way back stands in the last line of the note.
    const paragraphEnd = text.at(-1)?.type === 'paragraph_close' ? text.pop() : undefined
    for (let subId = 0; subId < Math.max(1, count); subId += 1) add('footnote_anchor', 0, { id, subId })
    if (paragraphEnd) text.push(paragraphEnd)
    add('footnote_close', -1)
  }
  add('footnote_block_close', -1)
}

function apart(tokens: Token[]): { text: Token[]; notes: ReadonlyMap<string, Token[]> } {
  const text: Token[] = []
  const notes = new Map<string, Token[]>()
  let target = text
  for (const token of tokens) {
    if (token.type === 'footnote_reference_open') {
      target = []
      notes.set(String(token.meta?.label), target)
    } else if (token.type === 'footnote_reference_close') target = text
    else target.push(token)
  }
  return { text, notes }
}
