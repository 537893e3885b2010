import type { MarkdownIt, StateInline } from 'markdown-it'
import { endedBeforeCjk } from './before-cjk.ts'
import { withoutClosing } from './closing-signs.ts'

/** No address is longer, and a text of nothing but addresses is read in no time. */
const LONGEST = 4_000

const SCHEME = /(?:^|[^a-z\d.+-])(https?|ftp)$/i
/** `//user:password@`, which linkify-it takes for the end. */
const LOGIN = /^\/\/[^\s/?#@<>"'()[\]{}\\|^`]+@(?=[^\s/?#@])/
/** `?q=stars:>100`: Goldmark takes it as a part of a question. */
const COMPARISON = /[:=]?>=?[\w.%+&=:~/-]+/y

/**
 * A bare `https://…` is a link up to where GFM ends it ("Extended autolink path validation"): what a sentence puts behind it, and the marks of
 * emphasis, are not its own. `a\_b`, as editors escape it, is a_b.
 */
export function bareLinks(md: MarkdownIt): void {
  const Linkify = md.linkify.constructor as new () => typeof md.linkify
  const library = new Linkify()
  const lengthAt = (text: string, position: number) =>
    addressLength(text.slice(position, position + LONGEST), (tail) => library.testSchemaAt(tail, 'http:', 0))
  md.linkify.add('http:', { validate: lengthAt })
  md.inline.ruler.at('linkify', (state, silent) => linkAt(state, silent, lengthAt))
}

function linkAt(state: StateInline, silent: boolean, lengthAt: (text: string, position: number) => number): boolean {
  const { md, src, pos, pending } = state
  if (!md.options.linkify || state.linkLevel > 0 || !src.startsWith('://', pos)) return false
  const scheme = SCHEME.exec(pending.slice(-6))?.[1]
  const length = scheme ? Math.min(lengthAt(src, pos + 1), state.posMax - pos - 1) : 0
  if (!scheme || length === 0) return false
  const written = `${scheme}:${src.slice(pos + 1, pos + 1 + length)}`.replace(/\\([!-/:-@[-`{-~])/g, '$1')
  const href = md.normalizeLink(written)
  if (!md.validateLink(href)) return false
  if (!silent) {
    state.pending = pending.slice(0, -scheme.length)
    const open = state.push('link_open', 'a', 1)
    open.attrs = [['href', href]]
    state.push('text', '', 0).content = md.normalizeLinkText(written)
    const close = state.push('link_close', 'a', -1)
    for (const token of [open, close]) Object.assign(token, { markup: 'linkify', info: 'auto' })
  }
  state.pos += 1 + length
  return true
}

/** Marks of direction and of places where a line may break: nobody sees them, and no address has them. */
const UNSEEN = /[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/
function endedBefore(text: string): string {
  const [word = ''] = /^\S*/.exec(text) ?? []
  const [seen = ''] = word.split(UNSEEN)
  return endedBeforeCjk(seen)
}

/** @param behind what follows `https:` */
function addressLength(behind: string, lengthOf: (tail: string) => number): number {
  const tail = endedBefore(behind)
  const login = LOGIN.exec(tail)?.[0]
  const behindLogin = login ? lengthOf(`//${tail.slice(login.length)}`) : 0
  let length = login && behindLogin > 0 ? behindLogin + login.length - '//'.length : lengthOf(tail)
  if (length === 0) return 0
  while (tail.slice(0, length).includes('?')) {
    COMPARISON.lastIndex = length
    const found = COMPARISON.exec(tail)
    if (!found) break
    length += found[0].length
  }
  // Of a character's name, linkify-it leaves out the end.
  if (tail[length] === ';' && /&[a-z\d]+$/i.test(tail.slice(Math.max(0, length - 32), length))) length += 1
  return withoutClosing(tail.slice(0, length)).length
}
