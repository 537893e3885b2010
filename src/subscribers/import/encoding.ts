/**
 * What a list is encoded in, when it is no UTF-8: by the site's language, as browsers guess it (WHATWG HTML, "determining
 * the character encoding", step 9), with Windows' pages where a spreadsheet is more likely than a page. The first that fits
 * is taken; windows-1252, Excel's in the west, last.
 */
const BY_LANGUAGE: [string, RegExp][] = [
  ['windows-1250', /^(?:cs|sk|pl|hu|sl|hr|bs|ro)\b/i],
  ['windows-1251', /^(?:ru|uk|be|bg|mk|sr|kk|ky|tg)\b/i],
  ['windows-1253', /^el\b/i],
  ['windows-1254', /^(?:tr|az|ku)\b/i],
  ['windows-1255', /^(?:he|iw|yi)\b/i],
  ['windows-1256', /^(?:ar|fa|ur)\b/i],
  ['windows-1257', /^(?:et|lv|lt)\b/i],
  ['windows-1258', /^vi\b/i],
  ['windows-874', /^th\b/i],
  ['shift_jis', /^ja\b/i],
  ['euc-kr', /^ko\b/i],
  ['big5', /^(?:zh-(?:hant|tw|hk|mo)|yue)\b/i],
  ['gb18030', /^zh\b/i],
]

export function likelyEncodings(language: string): string[] {
  const local = BY_LANGUAGE.find(([, languages]) => languages.test(language))?.[0]
  return local ? [local, 'windows-1252'] : ['windows-1252']
}

/** By the mark at a file's beginning, or by the zero bytes that every UTF-16 of western text is full of. */
export function markedEncoding(start: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le'
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be'
  const zeros = (from: number) => start.filter((byte, index) => index % 2 === from && byte === 0).length
  const half = start.length / 2
  if (half >= 4 && zeros(1) > half * 0.6 && zeros(0) < half * 0.1) return 'utf-16le'
  return half >= 4 && zeros(0) > half * 0.6 && zeros(1) < half * 0.1 ? 'utf-16be' : undefined
}

/** What stands between blanks and ASCII's own signs, and holds more than ASCII. */
const WORDS = /[^\s\u0021-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u007e]+/gu
/** Signs that stand in no word, controls, a low quote or a capital after a small letter: bytes of another encoding. */
const ODD =
  /[\u0080-\u009f\ufffd]|\p{L}[¤¥£¦§¨¬¯±³´¶¸¹¼½¾×÷ƒˆ‚„†‡‰¢µ]|[¤¥£¦§¨¬¯³´¸¹¼½¾×÷ƒˆ¢µ]\p{L}|\p{Ll}[À-ÖØ-ÞŠŒŽŸ]|\p{L}[“”«»‹›•…—˜]\p{L}|[À-ÿ]{3}/u
const SCRIPTS = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Hebrew}/u,
  /\p{Script=Arabic}/u,
]

/** Does a text, decoded by a guess, read like words? One in ten may be odd; a wrong guess makes most of them so. */
export function isPlausible(text: string): boolean {
  const words = (text.match(WORDS) ?? []).filter((word) => /[^\p{ASCII}]/u.test(word))
  return words.filter(isOdd).length * 10 <= words.length
}

function isOdd(word: string): boolean {
  return ODD.test(word) || SCRIPTS.filter((script) => script.test(word)).length > 1
}
