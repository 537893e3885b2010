/** Letters with no accent to lose, as both ways below write them. */
const LETTERS: Record<string, string> = {
  ...{ ß: 'ss', ẞ: 'SS', æ: 'ae', Æ: 'AE', œ: 'oe', Œ: 'OE', ø: 'o', Ø: 'O', ł: 'l', Ł: 'L', ð: 'd', Ð: 'D' },
  ...{ þ: 'th', Þ: 'TH', ı: 'i', ħ: 'h', Ħ: 'H' },
}
/** Eleventy's `slugify`, that of @sindresorhus. */
const SLUGIFIED: Record<string, string> = {
  ...{ ...LETTERS, ä: 'ae', Ä: 'Ae', ö: 'oe', Ö: 'Oe', ü: 'ue', Ü: 'Ue', đ: 'd', Đ: 'D' },
  ...{ '&': ' and ', '♥': ' love ', '🦄': ' unicorn ' },
}
/** Eleventy's older `slug`, that of the package slugify. */
const SLUGGED: Record<string, string> = {
  ...{ ...LETTERS, đ: 'dj', Đ: 'DJ', $: 'dollar', '%': 'percent', '&': 'and', '<': 'less', '>': 'greater', '|': 'or' },
  ...{ '¢': 'cent', '£': 'pound', '¥': 'yen', '€': 'euro', '₹': 'indian rupee', '©': '(c)', '®': '(r)', '™': 'tm' },
  ...{ '‘': "'", '’': "'", '“': '"', '”': '"', '„': '"', '†': '+', '•': '*', '…': '...', '–': ' ', '-': ' ' },
}

/** Scripts that both spell in Latin letters by long tables, which stand nowhere here. */
const SPELT = /[\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Armenian}\p{Script=Georgian}]/u

/** `A Café & more` → `a-cafe-and-more`; undefined where that takes tables that only Eleventy has. */
export function slugify(text: string): string | undefined {
  const latin = written(text, SLUGIFIED)
  return latin
    ?.toLowerCase()
    .replace(/([a-z\d])'([ts])(?=\s|$)/g, '$1$2')
    .replace(/[^a-z\d]+/g, '-')
    .replace(/^-|-$/g, '')
}

/** `A Café & more!` → `a-cafe-and-more!` */
export function slug(text: string): string | undefined {
  const latin = written(text, SLUGGED)
  return latin
    ?.replace(/[^\w\s$*_+~.()'"!:@]+/g, '')
    .trim()
    .replace(/\s+/g, '-')
    .toLowerCase()
}

function written(text: string, letters: Record<string, string>): string | undefined {
  const normal = text.normalize('NFC')
  if (SPELT.test(normal)) return undefined
  const replaced = Array.from(normal, (letter) => (Object.hasOwn(letters, letter) ? letters[letter] : letter)).join('')
  return replaced.normalize('NFD').replace(/\p{Mn}/gu, '')
}
