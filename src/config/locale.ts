/** A BCP 47 tag in its canonical spelling (`zh-hant-tw` → `zh-Hant-TW`); undefined for what is none. */
export function parseLanguage(text: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(text)[0]
  } catch {
    return undefined
  }
}

/** An IANA zone by its name, as written; undefined for an unknown one, and for a bare offset, which knows no summer time. */
export function parseTimeZone(text: string): string | undefined {
  if (/^[+-]/.test(text)) return undefined
  try {
    new Intl.DateTimeFormat('en', { timeZone: text })
    return text
  } catch {
    return undefined
  }
}
