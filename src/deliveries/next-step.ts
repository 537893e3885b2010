import type { Temporal } from 'temporal-polyfill'
import type { Config } from '../config/config.ts'
import { backoff, backoffAfterLoss } from './backoff.ts'
import { type DeliveryStep, MAX_UNCERTAIN_RESENDS } from './delivery.ts'
import type { SmtpReply } from './reply.ts'
import { isOpening, type SendResult } from './send-result.ts'
import { busy, sentenceOf, serverTrouble } from './server-trouble.ts'
import { whatAReplyAsks } from './what-a-reply-asks.ts'

/** RFC 5321 §4.5.4.1 wants four to five days of a relay; a newsletter three days late is better not sent. */
const GIVE_UP_AFTER = { hours: 72 }

/** RFC 3463 §3.2: no such mailbox, and (RFC 7505) a domain that takes no mail. Texts such as "user unknown" prove nothing. */
const ADDRESS_IS_GONE = new Set(['5.1.1', '5.1.10'])

export interface Attempt {
  /** Counted attempts before this one: 0 at the first. */
  attempts: number
  /** When the first attempt was made; `now` at the first. */
  firstAt: Temporal.Instant
  /** How often the delivery had been uncertain before this attempt. */
  uncertainCount: number
}

/**
 * `queued`: what went wrong says nothing about this delivery, and the attempt is not counted. The server was in trouble,
 * or wants less of us.
 */
export type NextStep =
  | DeliveryStep
  | { state: 'queued'; serverTrouble: string }
  | { state: 'queued'; throttled: string }

/** So often a delivery goes again soon; then it waits as any that is deferred. */
const MAX_THROTTLED = 5

/**
 * What to do with a delivery after an attempt (RFC 5321 §4.2.1 for the code, RFC 3463 for the enhanced one).
 * `policy` is `[delivery]` of the configuration; `jitter` is a random number from 0 to 1;
 * `throttled` how often the delivery went back since the server asked for less.
 */
export function nextStep(
  result: SendResult,
  attempt: Attempt,
  policy: Pick<Config['delivery'], 'uncertain'>,
  now: Temporal.Instant,
  jitter: number,
  throttled = 0,
): NextStep {
  const asks = result.kind === 'refused' && !isOpening(result.phase) ? whatAReplyAsks(result.reply) : undefined
  if (result.kind === 'refused' && asks?.isOurs && throttled < MAX_THROTTLED)
    return { state: 'queued', throttled: sentenceOf(busy(result.reply)) }
  const trouble = serverTrouble(result)
  if (trouble) return { state: 'queued', serverTrouble: sentenceOf(trouble) }
  if (result.kind === 'accepted') return { state: 'accepted', at: now, ...withoutKind(result) }
  const attempts = attempt.attempts + 1
  if (result.kind === 'refused') {
    // RFC 5321 §4.2.1: a message's end is answered by 2yz, 4yz or 5yz. Anything else says that the two ends lost step.
    if (result.phase === 'final-dot' && result.reply.code < 400)
      return uncertain(`it answered the message with ${result.reply.code}`, attempt, policy, now, jitter)
    if (isPermanent(result.reply) && !asks?.isOurs) return rejected(result.reply, now)
    return later({ reply: result.reply }, attempt.firstAt, now, backoff(attempts, jitter))
  }
  if (result.phase === 'final-dot') return uncertain(result.error, attempt, policy, now, jitter)
  return later({ error: result.error }, attempt.firstAt, now, backoffAfterLoss(attempts, jitter))
}

function withoutKind({ reply, relayId }: Extract<SendResult, { kind: 'accepted' }>) {
  return relayId ? { reply, relayId } : { reply }
}

/** 503 says that the two ends lost step, not that the message is unwanted: on another connection it can pass. */
function isPermanent(reply: SmtpReply): boolean {
  return reply.code >= 500 && reply.code !== 503
}

function rejected(reply: SmtpReply, at: Temporal.Instant): DeliveryStep {
  return { state: 'rejected', at, reply, suppress: ADDRESS_IS_GONE.has(reply.enhanced ?? '') }
}

/** Deferred, with a last attempt at the very end of the three days; expired after it. */
function later(
  why: { reply: SmtpReply } | { error: string },
  firstAt: Temporal.Instant,
  now: Temporal.Instant,
  wait: Temporal.Duration,
): DeliveryStep {
  const end = firstAt.add(GIVE_UP_AFTER)
  if (now.epochMilliseconds >= end.epochMilliseconds) return { state: 'expired', at: now, ...why }
  const until = now.add(wait)
  return { state: 'deferred', at: now, until: until.epochMilliseconds < end.epochMilliseconds ? until : end, ...why }
}

/** The mail may have been taken: sent again only so often, and not at all where the operator wants to decide. */
function uncertain(
  error: string,
  { uncertainCount }: Attempt,
  policy: Pick<Config['delivery'], 'uncertain'>,
  at: Temporal.Instant,
  jitter: number,
): DeliveryStep {
  const held = policy.uncertain === 'hold' || uncertainCount >= MAX_UNCERTAIN_RESENDS
  if (held) return { state: 'uncertain', at, error }
  return { state: 'uncertain', at, until: at.add(backoff(uncertainCount + 1, jitter)), error }
}
