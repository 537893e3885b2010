import type { SmtpReply } from './reply.ts'

/** What a server asks of us as its client, whatever message it says it at. */
export interface Ask {
  for: 'fewer connections' | 'less speed'
  /** It says outright that the reason is ours, so that the message is no worse than another and may soon go again. */
  isOurs: boolean
}

interface Row extends Ask {
  /** The first digits of the codes that the row is about. */
  code: RegExp
  /** Of the whole reply: `4.7.0 Too many connections`. */
  says: RegExp
  unless?: RegExp
}

const MANY = '(?:too many|too much|maximum|max|limit|limits|limited|exceed\\w*|concurren\\w*|simultaneous\\w*)'
const LINKS = '(?:connections?|sessions?|threads?|logins?|channels?)'
const OF_MESSAGES = /too many (?:messages|mails|emails|recipients|errors|commands)/i
/** It says so of a recipient: a mailbox that is full, or gets too much (RFC 3463 §3.2, §3.3), or of unknown senders. */
const OF_RECIPIENT =
  /^[45]\.[12]\.\d|gr[ea]y-?\s?list|mailbox|over ?quota|inbox|storage|\b(?:this|the) (?:recipient|user)\b/i
const THROTTLES =
  /throttl|ratelimit|\brates?\b|too (?:many|much|fast)|slow down|\bconcurren|simultaneous|\blimits?\b|exceed/i
const PACE_OF_SENDER =
  /throttl|rate[- ]?limit|\bsending (?:rate|limit|quota)|\bdaily\b.*\b(?:limit|quota)|too many (?:messages|mails|emails)/i

/**
 * One row a way of asking, the first that fits rules. Collected from the replies of Postfix, Exim, Exchange Online, Gmail,
 * Amazon SES, Dovecot, Sendmail and hosted relays; codes alone say little: a throttle wears 421, 432, 450 to 454 and 554.
 */
const TABLE: Row[] = [
  // 421 4.7.0 Too many concurrent SMTP connections; 432 4.3.2 Concurrent connections limit exceeded; sender thread limit
  {
    for: 'fewer connections',
    isOurs: true,
    code: /^[45]/,
    says: new RegExp(`\\b${MANY}\\b.{0,40}\\b${LINKS}\\b`, 'i'),
    unless: OF_MESSAGES,
  },
  {
    for: 'fewer connections',
    isOurs: true,
    code: /^[45]/,
    says: new RegExp(`\\b${LINKS}\\b.{0,40}\\b${MANY}\\b`, 'i'),
    unless: OF_MESSAGES,
  },
  // 421 (RFC 5321 §3.8): the service closes the channel.
  { for: 'less speed', isOurs: true, code: /^421/, says: /^/, unless: /\b(?:this|the) (?:recipient|user)\b/i },
  // 451 4.2.0 throttled: even where it wears a code of recipients. Greylisting asks for the same message later, and no more.
  { for: 'less speed', isOurs: true, code: /^4/, says: /throttl/i, unless: /gr[ea]y-?\s?list/i },
  // 454 Throttling failure: Maximum sending rate exceeded; 451 4.7.1 Too many messages; 452 4.5.3 limit exceeded
  { for: 'less speed', isOurs: true, code: /^4/, says: THROTTLES, unless: OF_RECIPIENT },
  // 550 5.4.5 Daily user sending limit exceeded; 554 5.7.0 Sending rate limit: as good as a "not now" for all others.
  { for: 'less speed', isOurs: true, code: /^5/, says: PACE_OF_SENDER, unless: OF_RECIPIENT },
  // 451 4.3.0 Try again later; 452 4.3.2 busy; RFC 3463 §3.4, §3.5, §3.8: 4.3.2, 4.4.5 and 4.7.x are used for limits.
  {
    for: 'less speed',
    isOurs: false,
    code: /^4/,
    says: /try again later|\bbusy\b|overload|high load|congest|resources|^4\.3\.2|^4\.4\.5|^4\.7\./i,
    unless: OF_RECIPIENT,
  },
]

export function whatAReplyAsks({ code, enhanced, text }: SmtpReply): Ask | undefined {
  if (code < 400) return undefined
  const reply = enhanced ? `${enhanced} ${text}` : text
  return TABLE.find((row) => row.code.test(String(code)) && row.says.test(reply) && !row.unless?.test(reply))
}

/** Greylisting (RFC 6647) is meant for one message each, however many in a row meet it. */
export function isGreylisting({ text }: SmtpReply): boolean {
  return /gr[ea]y-?\s?list/i.test(text)
}
