import { CLASSIC, type FontKind, type ThemeFonts } from '../config/theme.ts'

/**
 * Fonts that readers already have: a mail that fetches fonts tells somebody that it was opened. Names are written
 * without quotes, which CSS allows, so that they need no escaping inside an attribute.
 */
export interface FontStacks extends Record<FontKind, string> {
  title: string
  /** Running and small text: serif is sans in Chinese, Japanese and Korean, whose serif system fonts on Windows are bitmaps. */
  text: string
  small: string
}

const LATIN_SERIF = 'Georgia, Cambria, Times New Roman'
const LATIN_SANS = '-apple-system, BlinkMacSystemFont, Segoe UI, Helvetica Neue, Arial'
const LATIN_MONO = 'ui-monospace, SFMono-Regular, Menlo, Consolas, Liberation Mono'

/** What a script adds after the Latin fonts, which lack it. Keys are ISO 15924. */
const BY_SCRIPT: Record<string, { serif: string; sans: string; sansText?: true }> = {
  Hant: {
    serif: 'Songti TC, Noto Serif CJK TC, PMingLiU',
    sans: 'PingFang TC, Microsoft JhengHei, Noto Sans CJK TC',
    sansText: true,
  },
  Hans: {
    serif: 'Songti SC, Noto Serif CJK SC, SimSun',
    sans: 'PingFang SC, Microsoft YaHei, Noto Sans CJK SC',
    sansText: true,
  },
  Jpan: {
    serif: 'Hiragino Mincho ProN, Yu Mincho, Noto Serif CJK JP',
    sans: 'Hiragino Sans, Yu Gothic, Noto Sans CJK JP',
    sansText: true,
  },
  Kore: {
    serif: 'AppleMyungjo, Batang, Noto Serif CJK KR',
    sans: 'Apple SD Gothic Neo, Malgun Gothic, Noto Sans CJK KR',
    sansText: true,
  },
  Hebr: { serif: 'Noto Serif Hebrew, David', sans: 'Noto Sans Hebrew' },
  Arab: { serif: 'Noto Naskh Arabic, Geeza Pro', sans: 'Noto Sans Arabic, Geeza Pro' },
}

export function fontsFor(language: string, fonts: ThemeFonts = CLASSIC.fonts): FontStacks {
  const own = BY_SCRIPT[scriptOf(language)]
  const stacks: Record<FontKind, string> = {
    serif: stack(fonts.serif, LATIN_SERIF, own?.serif, 'serif'),
    sans: stack(fonts.sans, LATIN_SANS, own?.sans, 'sans-serif'),
    mono: stack(fonts.mono, LATIN_MONO, own?.sans, 'monospace'),
  }
  const readAs = (kind: FontKind) => stacks[kind === 'serif' && own?.sansText ? 'sans' : kind]
  return { ...stacks, title: stacks[fonts.title], text: readAs(fonts.text), small: readAs(fonts.small) }
}

function stack(...families: (string | undefined)[]): string {
  return families.filter(Boolean).join(', ')
}

function scriptOf(language: string): string {
  try {
    return new Intl.Locale(language).maximize().script ?? 'Latn'
  } catch {
    return 'Latn' // not a language tag
  }
}
