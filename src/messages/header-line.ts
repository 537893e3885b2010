import { encodeWord, foldLines, quoteString } from 'nodemailer/lib/mime-funcs'
import MimeNode from 'nodemailer/lib/mime-node'

/** Only its encoding of headers is used; given a boundary, it draws no random one. */
const encoder = new MimeNode(undefined, { baseBoundary: 'unused' })

/** One header as nodemailer writes it within a whole mail: encoded (RFC 2047), folded at 76, without its last line break. */
export function headerLine(key: 'To' | 'Message-ID', value: Parameters<MimeNode['encodeHeaderValue']>[1]): string {
  return foldLines(`${key}: ${encoder.encodeHeaderValue(key, value)}`, 76)
}

/** Text from posts and people as one line: without line breaks and controls there is no header to inject. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\u2028\u2029]+/gu, ' ').trim()
}

/** A phrase (RFC 5322 §3.2.5): bare, quoted or in encoded words. */
export function phrase(text: string): string {
  const line = oneLine(text)
  if (/^[\w ]*$/.test(line)) return line
  return /^\p{ASCII}*$/u.test(line) ? quoteString(line) : encodeWord(line, 'B', 52)
}
