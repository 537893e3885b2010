import type { MarkdownIt, StateCore, StateInline, Token } from 'markdown-it'
import type { TypographerMarks } from '../markup-settings.ts'
import { withLoneQuotes } from './lone-quotes.ts'

/** What Goldmark sets where the site does not say otherwise. */
const MARKS: Required<TypographerMarks> = {
  ellipsis: '…',
  emDash: '—',
  enDash: '–',
  leftAngleQuote: '«',
  rightAngleQuote: '»',
  leftDoubleQuote: '“',
  rightDoubleQuote: '”',
  leftSingleQuote: '‘',
  rightSingleQuote: '’',
  apostrophe: '’',
}

/** Private marks for an apostrophe, and for a sign that stays straight, until quotes have been paired. */
const PLACE = '\u{FDD2}'
const STRAIGHT = '\u{FDD3}'

/**
 * Quotes, dashes, ellipses and « » as Goldmark sets them (`markup.goldmark.extensions.typographer`), with the site's own marks.
 * markdown-it's rule for dashes also makes © of `(c)`, which spoils a list (a), (b), (c); its quotes take the apostrophe of
 * `'tis` and `'90s` for the beginning of a quotation.
 */
export function typographer(md: MarkdownIt, { typographerMarks }: { typographerMarks?: TypographerMarks }): void {
  const marks = { ...MARKS, ...decoded(typographerMarks ?? {}, md) }
  md.set({
    quotes: [marks.leftDoubleQuote, marks.rightDoubleQuote, marks.leftSingleQuote, marks.rightSingleQuote],
  })
  md.core.ruler.at('replacements', (state: StateCore) =>
    onWords(state, (text) => withApostrophes(withDashes(text, marks))),
  )
  md.core.ruler.after('smartquotes', 'lone_quotes', (state: StateCore) => {
    if (!state.md.options.typographer) return
    for (const { children } of state.tokens) if (children) withLoneQuotes(children, marks)
  })
  md.core.ruler.after('lone_quotes', 'apostrophe_marks', (state: StateCore) =>
    onWords(state, (text) => text.replaceAll(PLACE, marks.apostrophe).replaceAll(STRAIGHT, "'")),
  )
  md.inline.ruler.before('autolink', 'angle_quotes', angleQuotes(marks.leftAngleQuote))
}

/** `<<oui>>`: what HTML takes for a tag is a word in quotes, as in Goldmark, whose marks come first. */
function angleQuotes(mark: string) {
  return (state: StateInline, silent: boolean): boolean => {
    if (!state.md.options.typographer || !state.src.startsWith('<<', state.pos)) return false
    if (!silent) state.pending += mark
    state.pos += 2
    return true
  }
}

/** Hugo's configuration has them as characters or as entities, `&laquo;`. */
function decoded(marks: TypographerMarks, md: MarkdownIt): TypographerMarks {
  return Object.fromEntries(Object.entries(marks).map(([name, mark]) => [name, md.utils.unescapeAll(mark)]))
}

const DASHES = /--|\.\.\.|<<|>>/

function withDashes(text: string, marks: Required<TypographerMarks>): string {
  if (!DASHES.test(text)) return text
  return text
    .replaceAll('...', marks.ellipsis)
    .replaceAll('---', marks.emDash)
    .replaceAll('--', marks.enDash)
    .replaceAll('<<', marks.leftAngleQuote)
    .replaceAll('>>', marks.rightAngleQuote)
}

/** Within a word; before a decade; at the front of the words that lost their beginning; and before an ending, `Yahoo!'s`. */
const APOSTROPHES = new RegExp(
  [
    String.raw`(?<=[\p{L}\p{N}])'(?=\p{L})`,
    String.raw`(?<![\p{L}\p{N}])'(?=\d\ds(?![\p{L}\p{N}])|(?:tis|twas|twere|twill|twould|twixt|til|till|em|neath|nuff|net|n'?)(?![\p{L}\p{N}]))`,
    String.raw`(?<![\p{L}\p{N}])'(?=(?:[smtd]|ve|ll|re)(?![\p{L}\p{N}']))`,
  ].join('|'),
  'giu',
)
/** Feet and inches; thousands in Switzerland. */
const BETWEEN_DIGITS = /(?<=\d)'(?=\d)/g

function withApostrophes(text: string): string {
  // Looking behind each letter took a twentieth of rendering, and most texts have no apostrophe.
  return text.includes("'") ? text.replace(BETWEEN_DIGITS, STRAIGHT).replace(APOSTROPHES, PLACE) : text
}

function onWords(state: StateCore, change: (text: string) => string): void {
  if (!state.md.options.typographer) return
  for (const block of state.tokens) if (block.type === 'inline' && block.children) changeText(block.children, change)
}

function changeText(tokens: Token[], change: (text: string) => string): void {
  let inAddress = 0
  for (const token of tokens) {
    // The text of an address that became a link stays as it is.
    if (token.info === 'auto') inAddress += token.nesting
    if (token.type === 'text' && inAddress === 0) token.content = change(token.content)
    // The words of a picture.
    if (token.type === 'image' && token.children) changeText(token.children, change)
  }
}
