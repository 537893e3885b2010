import { oneLine } from './one-line.ts'
import type { SmtpReply } from './reply.ts'

/** A hostile server may answer without end; this much of an answer is read. */
const MAX_READ = 16_384
const MAX_TEXT = 500

const REPLY_LINE = /^([2-5]\d\d)(?!\d)[ -]?(.*)$/
const ENHANCED = /^([245]\.\d{1,3}\.\d{1,3})(?=\s|$)/

/**
 * A server's answer as received, with one line or several (RFC 5321 §4.2.1) → SmtpReply; undefined where it has no code.
 * Where lines disagree, the last one rules: it is the one that ends the reply. A second code within the text, as a relay
 * quotes it from the next server, stays text. An enhanced code counts only if its class is the code's own (RFC 3463 §2).
 */
export function parseReply(answer: string): SmtpReply | undefined {
  const lines = answer
    .slice(0, MAX_READ)
    .split(/\r?\n/)
    .map((line) => REPLY_LINE.exec(line))
    .filter((match) => match !== null)
  const code = lines.at(-1)?.[1]
  if (!code) return undefined
  const texts = lines.map((match) => match[2] ?? '')
  const enhanced = texts.map((text) => ENHANCED.exec(text)?.[1]).find((found) => found?.[0] === code[0])
  const text = oneLine(texts.map((line) => withoutPrefix(line, enhanced)).join(' '), MAX_TEXT)
  return enhanced ? { code: Number(code), enhanced, text } : { code: Number(code), text }
}

function withoutPrefix(text: string, prefix: string | undefined): string {
  return prefix && ENHANCED.exec(text)?.[1] === prefix ? text.slice(prefix.length) : text
}
