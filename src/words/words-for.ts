import { ar } from './ar.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { he } from './he.ts'
import { ja } from './ja.ts'
import { ko } from './ko.ts'
import { pt } from './pt.ts'
import type { Words } from './words.ts'
import { zhHans } from './zh-hans.ts'
import { zhHant } from './zh-hant.ts'

export const LANGUAGES: Words[] = [en, de, fr, es, pt, ja, ko, zhHant, zhHans, he, ar]

/**
 * The words for a BCP 47 tag: looked up by language and script (RFC 4647 §3.4, after adding the likely script, so that
 * zh-TW finds zh-Hant), then by language alone; English for all others.
 */
export function wordsFor(language: string): Words {
  const words = found.get(language) ?? findWords(language)
  // Asked for each post of a site; whoever writes posts in a thousand languages waits.
  if (found.size < LANGUAGES.length * 10) found.set(language, words)
  return words
}

const found = new Map<string, Words>()

function findWords(language: string): Words {
  const range = likely(language)
  const candidates = LANGUAGES.map((words) => ({ words, ...likely(words.language) }))
  const sameLanguage = candidates.filter((candidate) => candidate.language === range.language)
  const match = sameLanguage.find((candidate) => candidate.script === range.script) ?? sameLanguage[0]
  return match?.words ?? en
}

/** Language and script of a tag, the script filled in where it is understood: zh-TW is zh, Hant. */
function likely(tag: string): { language?: string; script?: string } {
  try {
    const { language, script } = new Intl.Locale(tag).maximize()
    return { language, script }
  } catch {
    return {} // not a language tag
  }
}
