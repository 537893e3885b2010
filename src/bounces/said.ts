import { oneLine } from '../deliveries/one-line.ts'
import type { Said } from '../deliveries/reply-reason.ts'
import type { Reported } from './report.ts'

const MOST_SAID = 2_000

/** A reply within a text: what it begins after, its code, and its enhanced code. */
const REPLY =
  /(?:^|[\s:;,'"(>-]|\[)([245]\d\d)(?:[:,]|[ -](?![\d.]* ?(?:octets|bytes|seconds|hours|days|attempts)))[ ]?(?:#?([245]\.\d{1,3}\.\d{1,3})\b)?/g
const ENHANCED = /(?:^|[\s(#:])([245]\.\d{1,3}\.\d{1,3})(?=[\s):,;]|$)/

const COMMANDS: [Said['command'], RegExp][] = [
  ['RCPT', /rcpt[ _]?(?:to|command)|\[rcpt_to\]|does not like recipient|rcpt:/i],
  ['DATA', /\bdata\b(?! format| type)|end of data|\bafter i sent the message|text command|message body/i],
  ['EHLO', /my name was rejected|\b(?:ehlo|helo) command|after (?:ehlo|helo)\b/i],
  ['MAIL', /mail from|\[mail_from\]|does not like sender/i],
]

/** Of what a notice, a transcript or a `Diagnostic-Code` says: the server's reply, as far as it can be told. */
export function saidIn(text: string, known: { status?: string | undefined } = {}): Said {
  const reply = replyIn(text)
  const words = shortLine(reply ? text.slice(reply.at) : text)
  const enhanced = reply?.enhanced ?? ENHANCED.exec(words)?.[1] ?? specific(known.status) ?? ENHANCED.exec(text)?.[1]
  const command = commandIn(text)
  return {
    text: words,
    ...(reply && { code: reply.code }),
    ...(enhanced && { enhanced }),
    ...(command && { command }),
  }
}

/** The one that refuses, and the one quoted from the server where both are there. */
function replyIn(text: string): { code: number; enhanced?: string; at: number } | undefined {
  const all = [...text.slice(0, 20_000).matchAll(REPLY)].map((match) => ({
    code: Number(match[1]),
    ...(match[2] && { enhanced: match[2] }),
    at: match.index + (match[0].indexOf(match[1] ?? '') ?? 0),
    isQuoted: /(?:<<<|\.\.\.|said:?|reason:?|returned|response:?)[\s'"]*$/i.test(
      text.slice(Math.max(0, match.index - 20), match.index + 1),
    ),
  }))
  const refusals = all.filter(({ code }) => code >= 400)
  return refusals.find(({ isQuoted }) => isQuoted) ?? refusals.find(({ enhanced }) => enhanced) ?? refusals[0] ?? all[0]
}

function commandIn(text: string): Said['command'] {
  const answered = /in reply to ([A-Z ]{4,24}) command/.exec(text)?.[1]
  const said = answered ?? text
  return COMMANDS.find(([, says]) => says.test(said))?.[0]
}

/** 5.0.0 and the like say nothing. */
function specific(status: string | undefined): string | undefined {
  return status && !/^[245]\.0\.0$/.test(status) ? status : undefined
}

/** So much of it is kept and judged. */
export function shortLine(text: string): string {
  return oneLine(text.slice(0, MOST_SAID * 2), MOST_SAID)
}

/** What a report has of what was said; `status` is what it says itself. */
export function saidFields(
  { code, enhanced, text }: Said,
  status?: string,
): Pick<Reported, 'status' | 'code' | 'reply'> {
  const known = enhanced ?? status
  return { ...(known && { status: known }), ...(code && { code }), ...(text && { reply: text }) }
}
