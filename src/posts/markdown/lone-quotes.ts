import type { Token } from 'markdown-it'
import type { TypographerMarks } from '../markup-settings.ts'

const QUOTE = /['"]/

/**
 * Quotes that found no partner in their paragraph, as Goldmark sets them, in place: one that can only open does, as in a speech that goes on in
 * the next paragraph, and a single one is an apostrophe else.
 */
export function withLoneQuotes(tokens: Token[], marks: Required<TypographerMarks>): void {
  if (!tokens.some(({ type, content }) => type === 'text' && QUOTE.test(content))) return
  let inAddress = 0
  tokens.forEach((token, i) => {
    if (token.info === 'auto') inAddress += token.nesting
    if (token.type !== 'text' || inAddress > 0 || !QUOTE.test(token.content)) return
    const around = { before: lastSign(tokens[i - 1]), after: firstSign(tokens[i + 1]) }
    token.content = changed(token.content, around, marks)
  })
}

interface Around {
  before: string
  after: string
}

function changed(text: string, around: Around, marks: Required<TypographerMarks>): string {
  return text.replace(/(?<!['"])['"](?!['"])/g, (quote, at: number) => {
    const before = at > 0 ? (characterBefore(text, at) ?? '') : around.before
    const after = characterAt(text, at + 1) ?? around.after
    const opens = canOpen(before, after)
    if (quote === '"') return opens ? marks.leftDoubleQuote : quote
    if (!opens) return marks.apostrophe
    return /[tenl]/.test(after) ? marks.apostrophe : marks.leftSingleQuote
  })
}

/** And not close: CommonMark's flanking (§6.2), as for emphasis. */
function canOpen(before: string, after: string): boolean {
  if (isBlank(after) || !(isBlank(before) || isPunctuation(before))) return false
  return isBlank(before) || !isPunctuation(after)
}

function isBlank(sign: string): boolean {
  return sign === '' || /\s/.test(sign)
}

function isPunctuation(sign: string): boolean {
  return /[\p{P}\p{S}]/u.test(sign)
}

/** What stands in the text before the next token: a mark, a blank, or nothing. */
function lastSign(token: Token | undefined): string {
  if (!token || token.type.endsWith('break')) return ''
  return token.content.at(-1) ?? (token.markup.at(-1) || '*')
}

function firstSign(token: Token | undefined): string {
  if (!token || token.type.endsWith('break')) return ''
  return token.content.at(0) ?? (token.markup.at(0) || '*')
}

function characterBefore(text: string, at: number): string | undefined {
  const low = text.charCodeAt(at - 1)
  return low >= 0xdc00 && low < 0xe000 ? text.slice(Math.max(0, at - 2), at) : text[at - 1]
}

function characterAt(text: string, at: number): string | undefined {
  const code = text.codePointAt(at)
  return code === undefined ? undefined : String.fromCodePoint(code)
}
