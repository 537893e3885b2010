import type { SlugMode } from './zola-site.ts'

/** Letters that have no accent to lose, as Rust's `deunicode` writes them. */
const WRITTEN: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '--',
  '…': '...',
}

/**
 * A path's part as Zola makes it. Undefined where that takes tables of how foreign scripts are spelt in Latin letters: the page then needs
 * a `slug` or a `path`.
 */
export function slugify(text: string, mode: SlugMode): string | undefined {
  if (mode === 'off') return text
  if (mode === 'safe')
    return text
      .trim()
      .replace(/[<>:"/|?*#\\\n]/g, '')
      .replace(/\s/g, '_')
  const latin = Array.from(text.normalize('NFD').replace(/\p{Mn}/gu, ''), (letter) => WRITTEN[letter] ?? letter).join(
    '',
  )
  if (/[^\0-\x7f]/.test(latin.replace(/\p{S}|\p{P}|\p{Z}/gu, ''))) return undefined
  return latin
    .toLowerCase()
    .replace(/[^a-z\d]+/g, '-')
    .replace(/^-|-$/g, '')
}
