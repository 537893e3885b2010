import type { MarkdownIt, StateCore, Token } from 'markdown-it'
import type { HeadingIds } from '../markup-settings.ts'
import { withoutMarks } from './insertions.ts'

/**
 * Gives each heading the id that Hugo gives it (`markup.goldmark.parser.autoHeadingIDType`), so that a link from a feed into
 * a post finds its place on the site; `-1` at the end of a second one of its name. One written by hand stays.
 */
export function headingIds(md: MarkdownIt, { headingIds: kind }: { headingIds: HeadingIds }): void {
  if (kind === 'none') return
  const words = kind === 'kramdown' ? shownWords : wordsOf
  md.core.ruler.push('heading_ids', (state: StateCore) => setHeadingIds(state, SLUGS[kind], words))
}

type Slug = (words: string) => string

const SLUGS: Record<Exclude<HeadingIds, 'none'>, Slug> = {
  // Letters and digits in lower case, and `-` for a space.
  github: (words) => words.replace(/[^\p{L}\p{Nd}_ -]/gu, '').replace(/ /g, '-'),
  'github-ascii': (words) =>
    words
      .normalize('NFD')
      .replace(/[^a-z\d_ -]/g, '')
      .replace(/ /g, '-'),
  kramdown: (words) => words.replace(/[^\p{L}\p{M}\p{N}_\- \t]/gu, '').replace(/[ \t]/g, '-'),
  // One `-` for all that is neither letter nor digit.
  blackfriday: (words) => words.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, ''),
}

function setHeadingIds(state: StateCore, slug: Slug, words: (heading: Token | undefined) => string): void {
  const taken = new Map<string, number>()
  state.tokens.forEach((token, i) => {
    if (token.type !== 'heading_open') return
    const written = token.attrGet('id')
    if (written !== null) taken.set(String(written), 0)
    else token.attrSet('id', unused(slug(words(state.tokens[i + 1])) || 'heading', taken))
  })
}

/** The last line as it was written, marks and all: Goldmark makes `a-linkx` of `## A [link](x)`. */
function wordsOf(heading: Token | undefined): string {
  const line = heading?.content.split('\n').at(-1) ?? ''
  return withoutMarks(line).trim().toLowerCase()
}

/** Without its marks, as kramdown takes it. */
function shownWords(heading: Token | undefined): string {
  const words = (heading?.children ?? []).map(({ type, content }) => (type === 'image' ? '' : content)).join('')
  return withoutMarks(words).trim().toLowerCase()
}

function unused(id: string, taken: Map<string, number>): string {
  let free = id
  for (let count = taken.get(id) ?? 0; taken.has(free); ) {
    count++
    taken.set(id, count)
    free = `${id}-${count}`
  }
  taken.set(free, 0)
  return free
}
