import { encode, wrap } from 'nodemailer/lib/qp'
import { PERSONAL_TOKENS, type PersonalPart, type PersonalToken } from '../editions/variant.ts'
import type { Gap } from './gap.ts'

const SOFT_BREAK = '=\r\n'

/**
 * Where personal parts stand in headers and quoted-printable bodies (RFC 2045 §6.7). `mail` has one character a byte.
 * @param placeholders what stands in their places: letters and digits
 */
export function quotedPrintableGaps(mail: string, placeholders: Record<PersonalPart, string>): Gap[] {
  return [
    ...PERSONAL_TOKENS.flatMap((token) => tokenGaps(mail, token, placeholders[token])),
    ...greetingGaps(mail, placeholders.greeting),
  ]
}

/** As they are, but for the soft line breaks within, at which a token falls into several gaps. */
function tokenGaps(mail: string, token: PersonalToken, placeholder: string): Gap[] {
  return [...mail.matchAll(broken(placeholder))].flatMap(({ 0: found, index }) => {
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

/** Of any length, and so on lines of its own within the line: soft breaks around it. Dots go along, for none may begin a line. */
function greetingGaps(mail: string, placeholder: string): Gap[] {
  return [...mail.matchAll(broken(placeholder, '(\\.*)'))].map(({ 0: found, 1: dots = '', index }) => ({
    start: index,
    end: index + found.length,
    fill: ({ greeting }) => {
      const quoted = encode(`${greeting.toString().trimEnd()}${dots}`).replaceAll('.', '=2E')
      return Buffer.from(`${SOFT_BREAK}${wrap(quoted)}${SOFT_BREAK}`, 'latin1')
    },
  }))
}

/** A placeholder as quoted-printable may have broken it. */
function broken(placeholder: string, behind = ''): RegExp {
  return new RegExp([...placeholder].join(`(?:${SOFT_BREAK})?`) + behind, 'g')
}
