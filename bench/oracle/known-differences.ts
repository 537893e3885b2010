import { LANGUAGES } from '../../src/words/words-for.ts'
import type { Difference } from './compare.ts'

/** A difference that is no fault. Its name is a line of the table in docs/hugo.md, which says why. */
interface KnownDifference {
  name: string
  explains(difference: Difference): boolean
}

/** Words that differ in a known way: the same once both are levelled. */
interface KnownWords {
  name: string
  level(text: string): string
}

const CJK = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\u3000-\u303f\uff00-\uffef]/u
const FORMULA = /\\[a-z]+[{\s]|\$\$/

const KNOWN: KnownDifference[] = [
  { name: 'no title', explains: ({ what, hugo }) => what === 'title' && hugo === '' },
  {
    name: 'build',
    explains: ({ what, hugo }) => what === 'live' && /"(?:list|render)":"?(?:never|local|false)/.test(hugo),
  },
  {
    name: 'an empty page',
    explains: ({ what, hugo, ours }) => what === 'live' && ours === 'no live post' && hugo.endsWith(' empty'),
  },
  {
    name: 'git and names beyond ASCII',
    explains: ({ what, file }) => what === 'lastmod' && /\P{ASCII}/u.test(file),
  },
  {
    name: 'HTML less indented than its list item',
    explains: ({ what, file }) => what === 'text' && file.endsWith('post/cnblogs/2008-09-06-1285500.md'),
  },
]

/** In the order in which they are levelled where a text has several. */
const WORDS: KnownWords[] = [
  {
    name: 'alerts',
    level: withoutLabels,
  },
  { name: 'formulas', level: (text) => (FORMULA.test(text) ? text.replace(/[\\[\]()$_*{},;:!\s]/g, '') : text) },
  { name: 'canonifyURLs changes code', level: (text) => text.replace(/(?<=["'=(])https?:\/\/[^/\s]+(?=\/)/g, '') },
  { name: 'entities in a bare link', level: withoutEntities },
  { name: 'emoji in code', level: withoutEmoji },
  { name: 'marks of newer Hugos', level: (text) => text.replace(/~~?|==|\+\+|\^/g, '') },
  { name: 'links of the page in inner text', level: (text) => text.replace(/[[\]]/g, '') },
  { name: 'an empty definition', level: (text) => text.replace(/(?<= ): (?=: )|(?<=: ): /g, '') },
  {
    name: 'emphasis beside CJK punctuation',
    level: (text) => (CJK.test(text) ? text.replace(/[*\s]/g, '') : text),
  },
]

export const KNOWN_NAMES = [...KNOWN, ...WORDS].map(({ name }) => name)

/** The name of the known difference that a difference is; a text may have several at once. Undefined where it is none. */
export function explanationOf(difference: Difference): string | undefined {
  const known = KNOWN.find(({ explains }) => explains(difference))
  if (known || !['text', 'summary'].includes(difference.what)) return known?.name
  const single = WORDS.find(({ level }) => isLevelledBy(level, difference))
  if (single) return single.name
  const all = (text: string) => WORDS.reduce((levelled, { level }) => level(levelled), text)
  return isLevelledBy(all, difference) ? 'several of these' : undefined
}

/** Of a summary, the shorter one must be how the other begins: marks that one of them shows count towards its length. */
function isLevelledBy(level: KnownWords['level'], { what, hugo, ours }: Difference): boolean {
  if (what === 'text') return level(hugo) === level(ours)
  const [shorter = '', longer = ''] = [hugo, ours]
    .map((text) => level(text.replace(/…$/, '')))
    .toSorted((a, b) => a.length - b.length)
  return shorter !== '' && longer.startsWith(shorter)
}

/** An alert is labelled in the post's language, unless it has a title of its own. */
function withoutLabels(text: string): string {
  const labels = LANGUAGES.flatMap(({ posts: { details: _, ...kinds } }) => Object.values<string>(kinds))
  const unmarked = text.replace(
    /\[!([a-z])([a-z]+)\][+-]?/gi,
    (_, first: string, rest: string) => first + rest.toLowerCase(),
  )
  return labels
    .reduce((left, label) => left.replaceAll(label, ''), unmarked)
    .replace(/ +/g, ' ')
    .trim()
}

function withoutEntities(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')
}

/** A picture and its `:name:` are one mark, several in a row too: whether a joined one counts once or thrice is no matter. */
function withoutEmoji(text: string): string {
  return text
    .replace(
      /[#*\d]\ufe0f?\u20e3|\p{Extended_Pictographic}|\p{So}|\p{Regional_Indicator}|\p{Emoji_Modifier}|:[\w+-]+:/gu,
      '¤',
    )
    .replace(/\ufe0f|\p{Cf}|\s/gu, '')
    .replace(/¤+/g, '¤')
}
