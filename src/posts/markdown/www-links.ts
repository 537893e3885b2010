import type { MarkdownIt, StateCore, Token } from 'markdown-it'
import type { MarkupSettings } from '../markup-settings.ts'
import { endedBeforeCjk } from './before-cjk.ts'
import { withoutClosing } from './closing-signs.ts'

/** Goldmark's own pattern (its extension/linkify.go), at the beginning of a text. */
const ADDRESS = /^[-a-zA-Z0-9@:%._+~#=]{1,256}\.[a-z]+(?:[/#?][-a-zA-Z0-9@:%_+.~#!?&/=();,'">^{}[\]`]*)?/
/** `www.lantern.example` is a link, as in Goldmark; no other name without `https://` is: README.md would be a site in Moldova. */
export function wwwLinks(md: MarkdownIt, { linkifyProtocol }: Pick<MarkupSettings, 'linkifyProtocol'>): void {
  md.linkify.set({ fuzzyLink: false })
  md.linkify.add('www.', {
    validate: (text, position) =>
      withoutClosing(ADDRESS.exec(text.slice(position, position + 2_000))?.[0] ?? '').length,
    normalize: (match) => {
      match.url = `${linkifyProtocol}://${match.url}`
    },
  })
  skipPlainTexts(md)
}

/** What every address has that linkify-it finds: the beginnings that it knows, or the sign of a mail's. */
const MAY_HOLD_ADDRESS = /(?:https?|ftp|mailto):|\/\/|www\.|@/i

/**
 * linkify-it looks for a sign of punctuation before each address, by a class of all that Unicode has, and markdown-it has it read each
 * block's source, with the targets of its links, before its words: a tenth of rendering. Only words that may hold an address are looked at.
 */
function skipPlainTexts(md: MarkdownIt): void {
  const { linkify } = md
  const test = linkify.test.bind(linkify)
  // What is struck begins with a sign before which linkify-it expects no address.
  linkify.test = (text) => MAY_HOLD_ADDRESS.test(text) && test(text.replaceAll('~', ' '))
  const match = linkify.match.bind(linkify)
  // No host has a plus sign.
  linkify.match = (text) =>
    match(text)
      ?.filter(({ schema, url }) => schema !== 'mailto:' || !/@.*\+/.test(url))
      .map((found) => (found.schema === 'mailto:' ? withoutNeighbours(found) : found))
      .filter(({ raw }) => !raw.startsWith('@')) ?? null
  const whole = new WeakMap<StateCore, Token[]>()
  md.core.ruler.before('linkify', 'plain_blocks_aside', (state) => {
    whole.set(state, state.tokens)
    state.tokens = state.tokens.filter(({ children }) => children && mayHoldAddress(children))
  })
  md.core.ruler.after('linkify', 'plain_blocks_back', (state) => {
    state.tokens = whole.get(state) ?? state.tokens
  })
}

type LinkifyMatch = NonNullable<ReturnType<MarkdownIt['linkify']['match']>>[number]

/**
 * `'ada@lantern.example'`, `!ada@lantern.example`: with GFM, a name begins with none of these signs; and a host goes on in no other script:
 * `ada@lantern.example로`.
 */
function withoutNeighbours(match: LinkifyMatch): LinkifyMatch {
  const count = /^['‘’!#$%&*/=?^`{|}]*/.exec(match.raw)?.[0].length ?? 0
  const seen = endedBeforeCjk(match.raw)
  if (count === 0 && seen === match.raw) return match
  const raw = seen.slice(count)
  const text = endedBeforeCjk(match.text).slice(count)
  return Object.assign(match, {
    index: match.index + count,
    lastIndex: match.index + seen.length,
    raw,
    text,
    url: `mailto:${raw}`,
  })
}

/** In its words: what stands in a link is one already. */
function mayHoldAddress(tokens: Token[]): boolean {
  let inLinks = 0
  return tokens.some(({ type, nesting, content }) => {
    if (type === 'link_open' || type === 'link_close') inLinks += nesting
    return type === 'text' && inLinks === 0 && MAY_HOLD_ADDRESS.test(content)
  })
}
