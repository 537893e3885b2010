import { failure, type Problem } from '../config/problem.ts'
import { LOSS_REMEDIES } from './loss-remedies.ts'
import type { SmtpReply } from './reply.ts'
import { isOpening, type SendResult } from './send-result.ts'
import { whatAReplyAsks } from './what-a-reply-asks.ts'

/** RFC 4954 §6: asks for a login, or for encryption before one. Wherever it comes, it is about us and not the recipient. */
const LOGIN_WANTED = new Set([530, 534, 535, 538])

/**
 * What a result says about the server, or our account there, rather than about one message or its recipient; undefined
 * when it concerns the message. Each of a list's recipients would meet the same, so none of them may be counted for it.
 */
export function serverTrouble(result: SendResult): Problem | undefined {
  if (result.kind === 'accepted') return undefined
  if (result.kind === 'failed') return lostBeforeMail(result)
  const { reply, phase } = result
  if (LOGIN_WANTED.has(reply.code) || (phase === 'login' && reply.code >= 500))
    return loginRefused(reply, result.isByToken)
  const asks = whatAReplyAsks(reply)
  if (result.hello !== undefined && asks?.for !== 'fewer connections') return nameRefused(result.hello, reply)
  if (isOpening(phase) && asks?.isOurs) return busy(reply)
  if (phase === 'tls') return notEncrypted(said(reply))
  if (phase === 'connect') return reply.code < 500 ? busy(reply) : turnedAway(reply)
  if (phase === 'login') return busy(reply)
  if (phase === 'mail' && !isAboutMessage(reply))
    return reply.code < 500 || asks?.isOurs ? busy(reply) : senderRefused(reply)
  return undefined
}

/** At MAIL FROM a server may already refuse one message: by its announced size (RFC 1870 §6.1) or for SMTPUTF8 (RFC 6531). */
function isAboutMessage(reply: SmtpReply): boolean {
  return reply.code === 552 || reply.enhanced === '5.3.4' || reply.enhanced === '5.6.7'
}

function lostBeforeMail({
  phase,
  error,
  cause = 'other',
}: Extract<SendResult, { kind: 'failed' }>): Problem | undefined {
  if (!isOpening(phase)) return undefined
  const hint = LOSS_REMEDIES[cause]
  if (phase === 'tls')
    return failure('smtp.tls', `No encrypted connection to the mail server: ${ended(error)}`, { hint })
  if (phase === 'login')
    return failure('smtp.login', `The mail server did not let us log in: ${ended(error)}`, { hint })
  return failure('smtp.unreachable', `The mail server cannot be reached: ${ended(error)}`, { hint })
}

function notEncrypted(why: string): Problem {
  return failure('smtp.tls', `No encrypted connection to the mail server: ${ended(why)}`, {
    hint: 'It offers encryption, and does not begin it: look into its own log.',
  })
}

function loginRefused(reply: SmtpReply, isByToken = false): Problem {
  return failure('smtp.login', `The mail server did not let us log in: ${ended(said(reply))}`, {
    hint: isByToken ? TOKEN_HINT : loginHint(reply),
  })
}

const TOKEN_HINT =
  'Check that user under [[smtp]] is the mailbox itself, and that its provider lets the app send as it (docs/sending.md).'

/** Gmail and Microsoft 365 take no password of the account, and say so by these codes. */
function loginHint({ code, enhanced, text }: SmtpReply): string {
  if (code === 530) return 'Write user and password under [[smtp]]: it takes mail from those who log in.'
  if (enhanced === '5.7.9' || /application-specific|app password/i.test(text))
    return 'Make an app password in the account, or give Broadsheet access by oauth under [[smtp]] (docs/sending.md).'
  if (enhanced === '5.7.139' || /basic auth|smtpclientauth/i.test(text))
    return 'This provider takes no passwords: give Broadsheet access by oauth under [[smtp]] (docs/sending.md).'
  if (code === 538) return 'Write smtps://, or the port at which it offers encryption, in url under [[smtp]].'
  return 'Check user and password under [[smtp]].'
}

function nameRefused(hello: string, reply: SmtpReply): Problem {
  return failure('smtp.hello', `The mail server does not take us by the name "${hello}": ${ended(said(reply))}`, {
    hint: 'Write a name that leads to this machine in the DNS: hello = "news.lantern.example" under [[smtp]].',
  })
}

function senderRefused(reply: SmtpReply): Problem {
  return failure('smtp.sender', `The mail server refuses the sender: ${ended(said(reply))}`, {
    hint: "Check the newsletter's from, and that the account may send as it.",
  })
}

function turnedAway(reply: SmtpReply): Problem {
  return failure('smtp.unreachable', `The mail server turns us away: ${ended(said(reply))}`, {
    hint: 'Check url under [[smtp]], and that the server takes mail from this machine.',
  })
}

/** It asks for less, or says that it has enough for now. */
export function busy(reply: SmtpReply): Problem {
  return failure('smtp.busy', `The mail server takes no mail at the moment: ${ended(said(reply))}`, {
    hint: 'Nothing to do: sending goes on when it does.',
  })
}

/** What is wrong, and what to do about it, as a log, a notice and a command say it. */
export function sentenceOf({ message, hint }: Problem): string {
  return hint ? `${message} ${hint}` : message
}

function said(reply: SmtpReply): string {
  return [reply.code, reply.enhanced, reply.text].filter(Boolean).join(' ')
}

/** What a server said, or a socket, as the end of our sentence. */
function ended(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`
}
