import type { MarkdownIt, StateInline } from 'markdown-it'
import type { MarkupSettings } from '../markup-settings.ts'

/** By the sign: the element for one of it and for two of it around words. */
type Marks = ReadonlyMap<string, { one?: string; two?: string }>

/**
 * Words between signs, by the rules of emphasis: ~~struck~~, as GFM has it with one sign too, and Hugo's extras: ==mark==, ++insert++, ~sub~,
 * ^super^. What the site turns off is text.
 */
export function markedText(md: MarkdownIt, settings: Pick<MarkupSettings, 'strikethrough' | 'extras'>): void {
  const marks = marksOf(settings)
  md.inline.ruler.at('strikethrough', (state, silent) => tokenize(state, silent, marks))
  md.inline.ruler2.at('strikethrough', (state) => {
    pair(state, state.delimiters, marks)
    for (const meta of state.tokens_meta) if (meta?.delimiters) pair(state, meta.delimiters, marks)
    return true
  })
}

function marksOf({ strikethrough, extras }: Pick<MarkupSettings, 'strikethrough' | 'extras'>): Marks {
  const has = (name: (typeof extras)[number], tag: string) => (extras.includes(name) ? tag : undefined)
  const struck = strikethrough ? 'del' : undefined
  const all: [string, { one: string | undefined; two: string | undefined }][] = [
    ['~', { one: has('subscript', 'sub') ?? struck, two: has('delete', 'del') ?? struck }],
    ['^', { one: has('superscript', 'sup'), two: undefined }],
    ['=', { one: undefined, two: has('mark', 'mark') }],
    ['+', { one: undefined, two: has('insert', 'ins') }],
  ]
  return new Map(all.map(([sign, { one, two }]) => [sign, { ...(one && { one }), ...(two && { two }) }]))
}

function tokenize(state: StateInline, silent: boolean, marks: Marks): boolean {
  const sign = state.src.charAt(state.pos)
  const tags = marks.get(sign)
  if (silent || !tags) return false
  const { length, can_open: open, can_close: close } = state.scanDelims(state.pos, true)
  const tag = length === 1 ? tags.one : length === 2 ? tags.two : undefined
  // Taken whole, so that no part of a longer run is read as a mark.
  state.pos += length
  if (!tag) {
    state.pending += sign.repeat(length)
    return true
  }
  const token = state.push('text', '', 0)
  token.content = sign.repeat(length)
  const marker = markerOf(sign, length)
  state.delimiters.push({ marker, length: 0, token: state.tokens.length - 1, end: -1, open, close })
  return true
}

/** One of a sign is never closed by two of it. */
function markerOf(sign: string, length: number): number {
  return sign.charCodeAt(0) + 0x1_00_00 * length
}

function pair(state: StateInline, delimiters: StateInline['delimiters'], marks: Marks): void {
  for (const { marker, end, token } of delimiters) {
    const tags = marks.get(String.fromCharCode(marker & 0xff_ff))
    const tag = marker >= 0x2_00_00 ? tags?.two : tags?.one
    const closing = delimiters[end]
    if (marker < 0x1_00_00 || !tag || !closing) continue
    setMark(state, token, tag, 1)
    setMark(state, closing.token, tag, -1)
  }
}

function setMark(state: StateInline, index: number, tag: string, nesting: 1 | -1): void {
  const token = state.tokens[index]
  if (!token) return
  token.type = nesting === 1 ? `${tag}_open` : `${tag}_close`
  token.markup = token.content
  token.tag = tag
  token.nesting = nesting
  token.content = ''
}
