import { PERSONAL_TOKENS, type PersonalToken } from '../editions/variant.ts'
import type { Gap } from './gap.ts'

const SOFT_BREAK = '=\r\n'

/**
 * Where tokens stand in headers and quoted-printable bodies: as they are, but for the soft line breaks within (RFC 2045
 * §6.7), at which a token falls into several gaps. `mail` has one character a byte.
 * @param placeholders what stands in the tokens' places: letters and digits
 */
export function quotedPrintableGaps(mail: string, placeholders: Record<PersonalToken, string>): Gap[] {
  return PERSONAL_TOKENS.flatMap((token) => gapsOf(mail, token, placeholders[token]))
}

function gapsOf(mail: string, token: PersonalToken, placeholder: string): Gap[] {
  const inMail = new RegExp([...placeholder].join(`(?:${SOFT_BREAK})?`), 'g')
  return [...mail.matchAll(inMail)].flatMap(({ 0: found, index }) => {
    let [start, from] = [index, 0]
    return found.split(SOFT_BREAK).map((part) => {
      const [first, last] = [from, from + part.length]
      const gap: Gap = { start, end: start + part.length, fill: (person) => person[token].subarray(first, last) }
      start = gap.end + SOFT_BREAK.length
      from = last
      return gap
    })
  })
}
