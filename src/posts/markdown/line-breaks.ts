import type { MarkdownIt, StateInline, Token } from 'markdown-it'
import type { MarkupSettings } from '../markup-settings.ts'

const WIDE = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6]/u

/** What a line's end within a paragraph is (Hugo: `renderer.hardWraps`, `extensions.cjk`). */
export function lineBreaks(
  md: MarkdownIt,
  {
    hardWraps,
    eastAsianLineBreaks,
    escapedSpace,
  }: Pick<MarkupSettings, 'hardWraps' | 'eastAsianLineBreaks' | 'escapedSpace'>,
): void {
  md.set({ breaks: hardWraps })
  if (escapedSpace) md.inline.ruler.before('escape', 'escaped_space', passEscapedSpace)
  if (eastAsianLineBreaks === 'none' || hardWraps) return
  const isNothing = eastAsianLineBreaks === 'simple' ? areBothWide : isOneWide
  md.core.ruler.after('inline', 'east_asian_line_breaks', (state) => {
    for (const token of state.tokens) {
      if (token.children) token.children = withoutBreaks(token.children, isNothing)
    }
  })
}

/** Chinese and Japanese put no blank between words, and a line's end is shown as one. */
function withoutBreaks(tokens: Token[], isNothing: (before: string, after: string) => boolean): Token[] {
  return tokens.filter((token, i) => {
    if (token.type !== 'softbreak') return true
    return !isNothing(tokens[i - 1]?.content.at(-1) ?? '', tokens[i + 1]?.content.at(0) ?? '')
  })
}

function areBothWide(before: string, after: string): boolean {
  return WIDE.test(before) && WIDE.test(after)
}

function isOneWide(before: string, after: string): boolean {
  return WIDE.test(before) || WIDE.test(after)
}

/** `太郎は\ **「…」**`: a blank that makes emphasis possible, and is not shown. */
function passEscapedSpace(state: StateInline): boolean {
  if (!state.src.startsWith('\\ ', state.pos)) return false
  state.pos += 2
  return true
}
