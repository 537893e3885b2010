export interface UrlizeSettings {
  disablePathToLower: boolean
  removePathAccents: boolean
}

/** Most file names: nothing of them goes, and their letters have no accents. Rune by rune they took a tenth of the time of a page. */
const PLAIN = /^[\w./\\#+~@-]*$/
const ALLOWED = /[\p{L}\p{Nd}\p{M}./\\_#+~@-]/u

/**
 * A title, slug or path as Hugo puts it into a URL (its `UnicodeSanitize`): letters, digits and marks of every script and a few signs stay,
 * spaces become one hyphen, the rest goes. Not yet percent-encoded.
 */
export function urlize(text: string, settings: UrlizeSettings): string {
  if (PLAIN.test(text)) return settings.disablePathToLower ? text : text.toLowerCase()
  const source = settings.removePathAccents ? withoutAccents(text) : text
  const kept = hyphenate(source)
  return settings.disablePathToLower ? kept : lowerCase(kept)
}

/** Percent-encodes a path, `#` too: a file `c#.md` is reached at `c%23`. What is already encoded stays. */
export function escapePath(path: string): string {
  if (/^[\w./~@+-]*$/.test(path)) return path
  return encodeURI(path.replace(/\p{Surrogate}/gu, '\uFFFD'))
    .replace(/%25([0-9a-f]{2})/gi, '%$1')
    .replaceAll('#', '%23')
}

function hyphenate(text: string): string {
  let result = ''
  let gap = false
  for (const [index, character] of [...text.matchAll(/./gsu)].map((match) => [match.index, match[0]] as const)) {
    if (isAllowed(text, index, character)) {
      if (gap && character !== '-') result += '-'
      gap = false
      result += character
    } else if (/\s/.test(character) && result !== '' && !result.endsWith('-')) {
      gap = true
    }
  }
  return result
}

function isAllowed(text: string, index: number, character: string): boolean {
  return ALLOWED.test(character) || (character === '%' && /^%[0-9a-f]{2}/i.test(text.slice(index, index + 3)))
}

/** Go maps rune by rune: `İ` becomes `i`, where JavaScript adds a combining dot, and a final sigma stays σ. */
function lowerCase(text: string): string {
  return Array.from(text, (character) => String.fromCodePoint(character.toLowerCase().codePointAt(0) ?? 0)).join('')
}

function withoutAccents(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .normalize('NFC')
}
