import type { MarkdownIt, StateBlock, StateCore, Token } from 'markdown-it'
import type { MarkupSettings } from '../markup-settings.ts'
import { type AttributeList, readAttributeList } from './attribute-list.ts'

type Attributes = AttributeList['attributes']

/** What outlives the site's styles: the place that links point at, and whether it is shown at all (hidden-elements.ts). */
const KEPT = ['id', 'hidden', 'style']

/**
 * Attributes where Goldmark reads them: at the end of a heading, after a fence's language and, where the site says so, on the line after a block.
 * (markdown-it-attrs reads them nearly everywhere, and takes `{1, 2}` off the end of a paragraph.)
 */
export function attributes(
  md: MarkdownIt,
  { blockAttributes, headingAttributes }: Pick<MarkupSettings, 'blockAttributes' | 'headingAttributes'>,
): void {
  if (blockAttributes) {
    md.block.ruler.before('paragraph', 'attributes_line', attributesLine, {
      alt: ['paragraph', 'reference', 'blockquote'],
    })
  }
  md.core.ruler.after('block', 'attributes', (state) => attachAttributes(state, headingAttributes))
}

function attributesLine(state: StateBlock, startLine: number, _end: number, silent: boolean): boolean {
  const start = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0)
  if (state.src[start] !== '{') return false
  const list = wholeList(state.src.slice(start, state.eMarks[startLine]), 0)
  if (!list) return false
  if (silent) return true
  // On its own it belongs to nothing, and Goldmark drops it.
  const isAlone = startLine === 0 || state.isEmpty(startLine - 1)
  const token = state.push('attributes', '', 0)
  token.hidden = true
  token.meta = { attributes: isAlone ? new Map() : list }
  state.line = startLine + 1
  return true
}

/** What the text ends with, from a place on: a list and nothing else. */
function wholeList(text: string, start: number): Attributes | undefined {
  const list = readAttributeList(text, start)
  return list && text.slice(list.end).trim() === '' ? list.attributes : undefined
}

function attachAttributes(state: StateCore, headingAttributes: boolean): void {
  const { tokens } = state
  tokens.forEach((token, i) => {
    if (token.type === 'attributes') setAttributes(openingBefore(tokens, i), token.meta?.attributes as Attributes)
    else if (token.type === 'heading_open' && headingAttributes) takeFromHeading(token, tokens[i + 1])
  })
  state.tokens = tokens.filter((token) => token.type !== 'attributes' && !isHiddenFence(token))
}

/** A fence's list goes; what it marks as hidden goes as a whole. */
function isHiddenFence(token: Token): boolean {
  if (token.type !== 'fence') return false
  const start = token.info.indexOf('{')
  if (start < 0) return false
  const list = readAttributeList(token.info, start)
  token.info = token.info.slice(0, start).trimEnd()
  return list?.attributes.has('hidden') ?? false
}

/** Far longer than any list, so that a line of nothing but braces is read in no time. */
const LONGEST_TAIL = 2_000

function takeFromHeading(heading: Token, inline: Token | undefined): void {
  if (!inline?.content.includes('{')) return
  const { content } = inline
  const line = Math.max(content.lastIndexOf('\n') + 1, content.length - LONGEST_TAIL)
  for (let at = line; at < content.length; at += 1) {
    // An escaped brace is text.
    if (content[at] === '\\') at += 1
    else if (content[at] === '{') {
      const list = wholeList(content, at)
      if (!list) continue
      setFromHeading(heading, inline, at, list)
      return
    }
  }
}

function setFromHeading(heading: Token, inline: Token, at: number, list: Attributes): void {
  const words = inline.content.slice(0, at).trimEnd()
  // `## One ## {#one}`: the closing marks stand before the list.
  inline.content = heading.markup.startsWith('#') ? words.replace(/(?:^|(?<=[ \t]))#+$/, '').trimEnd() : words
  setAttributes(heading, list)
}

function setAttributes(token: Token | undefined, list: Attributes): void {
  for (const name of KEPT) {
    const value = list.get(name)
    // Goldmark gives code no attributes of a line below it.
    const isTaken = name === 'id' ? value !== '' : token?.nesting === 1
    if (value !== undefined && isTaken) token?.attrSet(name, value)
  }
}

/** The opening token of the block that ends right before `index`. */
function openingBefore(tokens: Token[], index: number): Token | undefined {
  const last = tokens[index - 1]
  if (last?.nesting !== -1) return last
  const opening = last.type.replace(/_close$/, '_open')
  return tokens.slice(0, index).findLast((token) => token.type === opening && token.level === last.level)
}
