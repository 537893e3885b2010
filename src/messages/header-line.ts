import { encodeWord, foldLines, quoteString } from 'nodemailer/lib/mime-funcs'
import MimeNode from 'nodemailer/lib/mime-node'
import type { Mailbox } from '../config/mailbox.ts'

type HeaderValue = Parameters<MimeNode['encodeHeaderValue']>[1]

/** Only its encoding of headers is used; given a boundary, it draws no random one. */
const encoder = encodingLookalikes(new MimeNode(undefined, { baseBoundary: 'unused' }))

/** One header as nodemailer writes it within a whole mail: encoded (RFC 2047), folded at 76, without its last line break. */
export function headerLine(key: 'To' | IdHeader, value: HeaderValue): string {
  return foldLines(`${key}: ${encoder.encodeHeaderValue(key, value)}`, 76)
}

/**
 * Makes a node encode text that looks like an encoded word, which nodemailer lets pass: every mail program would decode
 * it (RFC 2047 §5, §7), and a title that shows how it is written would lose just that.
 */
export function encodingLookalikes(node: MimeNode): MimeNode {
  const encode = node.encodeHeaderValue.bind(node)
  node.encodeHeaderValue = (key, value) => {
    if (isMailbox(value) && looksEncoded(value.name))
      return `${encodedWords(value.name)} <${encode(key, { ...value, name: '' })}>`
    return key === 'Subject' && typeof value === 'string' && looksEncoded(value)
      ? encodedWords(value)
      : encode(key, value)
  }
  return node
}

function isMailbox(value: unknown): value is { name: string; address: string } {
  return typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string'
}

function looksEncoded(text: string): boolean {
  return text.includes('=?')
}

function encodedWords(text: string): string {
  return encodeWord(text, 'Q', 52)
}

const PLAIN_ADDRESS = /^[\w+-]+(?:\.[\w+-]+)*@(?!.*xn--)(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*$/
const PLAIN_NAME = /^[\w ]*$/
const LINE = 76

/** The To line of one person. Most need no encoding and no folding, and it costs a tenth of a message to find that out again. */
export function toLine({ name = '', address }: Mailbox): string {
  if (PLAIN_ADDRESS.test(address) && PLAIN_NAME.test(name)) {
    const line = name ? `To: ${name} <${address}>` : `To: ${address}`
    if (line.length <= LINE) return line
  }
  return headerLine('To', { name, address })
}

type IdHeader = 'Message-ID' | 'In-Reply-To' | 'References'

/** @param id with its angle brackets */
export function idLine(key: IdHeader, id: string): string {
  const line = `${key}: ${id}`
  return line.length <= LINE ? line : headerLine(key, id)
}

/** Text from posts and people as one line: without line breaks and controls there is no header to inject. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\u2028\u2029]+/gu, ' ').trim()
}

/** A phrase (RFC 5322 §3.2.5): bare, quoted or in encoded words. */
export function phrase(text: string): string {
  const line = oneLine(text)
  if (looksEncoded(line)) return encodedWords(line)
  if (/^[\w ]*$/.test(line)) return line
  return /^\p{ASCII}*$/u.test(line) ? quoteString(line) : encodeWord(line, 'B', 52)
}
