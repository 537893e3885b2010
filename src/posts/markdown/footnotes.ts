import type { MarkdownIt, RendererRule, Token } from 'markdown-it'
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
