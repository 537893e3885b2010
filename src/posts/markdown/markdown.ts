import Parser, { type Env, type MarkdownIt } from 'markdown-it'
import cjkFriendly from 'markdown-it-cjk-friendly'
import { full as emoji } from 'markdown-it-emoji'
import type { MarkupSettings, PassthroughSettings } from '../markup-settings.ts'
import { alerts } from './alerts.ts'
import { attributes } from './attributes.ts'
import { bareLinks } from './bare-links.ts'
import type { PieceCounter } from './body-limits.ts'
import { countPieces } from './count-pieces.ts'
import { definitionLists } from './definition-lists.ts'
import { footnotes } from './footnotes.ts'
import { headingIds } from './heading-ids.ts'
import { kramdownHtml } from './kramdown-html.ts'
import { kramdownLists } from './kramdown-lists.ts'
import { lineBreaks } from './line-breaks.ts'
import { markedText } from './marked-text.ts'
import { mentions } from './mentions.ts'
import { passthrough } from './passthrough.ts'
import { shortTableHeads } from './short-table-heads.ts'
import { taskLists } from './task-lists.ts'
import { typographer } from './typographer.ts'
import { wwwLinks } from './www-links.ts'

const MORE = '<!--more-->'

const made = new Map<string, MarkdownIt>()

let last: { markup: MarkupSettings; passthrough: PassthroughSettings; markdown: MarkdownIt } | undefined

/**
 * The Markdown parser for a site's settings, built once for each combination of them: thousands of posts share it.
 * @param passthrough of the post, where they are not the site's
 */
export function markdownFor(markup: MarkupSettings, passthrough = markup.passthrough): MarkdownIt {
  // Post after post asks for the same, and to compare settings by what they say takes longer than to parse a short one.
  if (last?.markup === markup && last.passthrough === passthrough) return last.markdown
  const settings = { ...markup, passthrough }
  const key = JSON.stringify(Object.entries(settings).sort())
  const markdown = made.get(key) ?? makeMarkdown(settings)
  made.set(key, markdown)
  last = { markup, passthrough, markdown }
  return markdown
}

function makeMarkdown({ emoji: withEmoji, rawHtml, ...settings }: MarkupSettings): MarkdownIt {
  const md = new Parser({ html: true, linkify: settings.linkify, typographer: settings.typographer })
  md.use(countPieces)
    .use(cjkFriendly)
    .use(lineBreaks, settings)
    .use(attributes, settings)
    .use(headingIds, settings)
    .use(typographer, settings)
    .use(alignedCells)
  md.use(linksAsWritten).use(alerts).use(markedText, settings)
  if (settings.tables) md.use(shortTableHeads)
  else md.disable('table')
  if (settings.indentedCode === false) md.disable('code')
  md.use(passthrough, settings.passthrough)
  if (settings.taskLists) md.use(taskLists)
  if (settings.definitionLists) md.use(definitionLists)
  if (settings.footnotes) md.use(footnotes)
  // Hugo knows `:name:` and no `:-)`.
  if (withEmoji) md.use(emoji, { shortcuts: {} })
  if (!rawHtml) md.use(withoutRawHtml)
  if (settings.kramdown) md.use(kramdownLists).use(kramdownHtml)
  if (settings.mentions) md.use(mentions, settings.mentions)
  // Behind emoji, whose rule would come between that of links and ours behind it.
  md.use(bareLinks).use(wwwLinks, settings)
  return md
}

interface RestEnv extends Env {
  pieces?: PieceCounter
  isBehindMore?: boolean
}

/** Reads raw HTML and leaves it out, as Goldmark does without `unsafe`; text between inline tags stays, and so does `<!--more-->`. */
function withoutRawHtml(md: MarkdownIt): void {
  md.renderer.rules.html_inline = (tokens, i) => (tokens[i]?.content === MORE ? MORE : '')
  md.renderer.rules.html_block = (tokens, i, _, env: RestEnv = {}) => {
    const content = tokens[i]?.content ?? ''
    const at = content.indexOf(MORE)
    if (at < 0) return ''
    // To Markdown, what follows a comment in its block is part of the raw HTML; to Hugo it is the post's text.
    const rest = content.slice(at + MORE.length).trim()
    // The first is the one that counts. A rest that holds more of them is rendered once, and none within it again.
    const own: RestEnv = { ...(env.pieces && { pieces: env.pieces }), isBehindMore: true }
    return `${MORE}\n${env.isBehindMore ? md.renderInline(rest, own) : md.render(rest, own)}`
  }
}

/** A bare link shows as it was written, `%20` too; `&amp;` in one is &, which markdown-it forgets and doubles. */
function linksAsWritten(md: MarkdownIt): void {
  const { normalizeLink } = md
  const { unescapeAll } = md.utils
  md.normalizeLink = (url) => (NORMAL_LINK.test(url) ? url : normalizeLink(url.replace(/&amp;/gi, '&')))
  // A backslash is no escape in an address.
  md.normalizeLinkText = (url) => url.replace(/&#?[a-z\d]{1,32};/gi, unescapeAll)
}

/** Most links: to take them apart and put them together again took a twentieth of rendering. */
const NORMAL_LINK = /^(?:https?:\/\/[a-z\d]{1,60}(?:[.-][a-z\d]{1,60}){0,3})?(?:\/[\w.~/-]*)?$/

/** A column's alignment as the `align` attribute, which outlives the styles. */
function alignedCells(md: MarkdownIt): void {
  md.core.ruler.push('aligned_cells', (state) => {
    for (const token of state.tokens) {
      if (token.type !== 'th_open' && token.type !== 'td_open') continue
      const align = /text-align:\s*(\w+)/.exec(String(token.attrGet('style') ?? ''))?.[1]
      if (align) token.attrs = [['align', align]]
    }
  })
}
