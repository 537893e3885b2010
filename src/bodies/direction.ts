export type TextDirection = 'ltr' | 'rtl'

/** ISO 15924 codes of the scripts in use that run from right to left. */
const RIGHT_TO_LEFT = new Set([
  'Adlm',
  'Arab',
  'Aran',
  'Hebr',
  'Mand',
  'Mend',
  'Nkoo',
  'Rohg',
  'Samr',
  'Syrc',
  'Thaa',
  'Yezi',
])

/**
 * Which way a language (BCP 47) is written. By its script and not by Intl's `textInfo`, which Node 20 has as a property,
 * later ones as a method, and some builds not at all.
 */
export function directionOf(language: string): TextDirection {
  try {
    const { script } = new Intl.Locale(language).maximize()
    return script && RIGHT_TO_LEFT.has(script) ? 'rtl' : 'ltr'
  } catch {
    return 'ltr'
  }
}
