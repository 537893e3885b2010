import { Temporal } from 'temporal-polyfill'
import type { Problem } from '../config/problem.ts'
import { sayDuration, sayMoment } from '../config/say-time.ts'
import type { HoldReason } from './edition.ts'
import { type Away, notOnline } from './needed-urls.ts'
import type { PlanningGap } from './planning-gap.ts'

/** What is asked for: an edition about to be sent. */
export interface StartRequest {
  /** `operator`: somebody typed `send`. */
  trigger: 'schedule' | 'operator'
  dueAt?: Temporal.Instant
  maxLateness: Temporal.Duration
  /** Of the site, in which moments are said. */
  timezone: string
  /** That somebody gets. */
  postCount: number
  recipientCount: number
  /** New posts that are kept back, or of which no mail can be made. */
  leftOutCount: number
  /** Who gets nothing, by reason. */
  excluded: Record<string, number>
  /** Why no mail can be made, or none sent: a sentence each. Nobody can wave these through. */
  faults: string[]
  needsApproval: boolean
  /** Posts that their authors want looked at first: a name each. */
  heldPosts: string[]
  /** Reasons that an operator has seen and waved through: by `release`, `approve`, a plan, or at the prompt. */
  acknowledged: HoldReason[]
}

/** What is known of the past and of the world around. */
export interface StartHistory {
  /** A newsletter without a baseline would mail everything that was ever published. */
  hasBaseline: boolean
  /** What web.url answers: as us, as another copy of this database, or not at all. */
  instance: 'ours' | 'another' | 'silent' | 'unchecked'
  /** Why it is not ours, and what to put right. */
  instanceProblem?: Problem
  /** Is online what the mails show and lead to? `waiting`: not yet, and it is not time to give up. */
  links: 'up' | 'waiting' | 'down' | 'unchecked'
  /** The database is a copy that was restored: it knows editions up to `known`, and `sent` was sent. */
  forgotten?: { known: number; sent: number }
  /** In this time another copy of the database may have sent what came due: nobody has decided about it. */
  gap?: PlanningGap
  /** What is not. */
  away?: Away[]
}

export type StartDecision =
  | { decision: 'start' }
  | { decision: 'skip'; because: string }
  | { decision: 'wait'; because: string }
  | { decision: 'hold'; reason: HoldReason; because: string[] }

/**
 * The one way into sending. Answers `start` only when nothing speaks against it; every reason to hold is named,
 * the gravest first, so that an operator who releases it has seen them all.
 */
export function mayStart(request: StartRequest, history: StartHistory, now: Temporal.Instant): StartDecision {
  if (!history.hasBaseline)
    return { decision: 'skip', because: 'This newsletter is new: all that is live is marked as already sent.' }
  if (request.recipientCount === 0) return { decision: 'skip', because: whyNothing(request) }
  if (request.faults.length > 0) return { decision: 'hold', reason: 'error', because: request.faults }
  const holds = reasonsToHold(request, history, now).filter(({ reason }) => !request.acknowledged.includes(reason))
  const gravest = holds[0]
  if (gravest) return { decision: 'hold', reason: gravest.reason, because: holds.map(({ because }) => because) }
  if (history.links === 'waiting' && !request.acknowledged.includes('links'))
    return { decision: 'wait', because: notOnline(history.away) }
  return { decision: 'start' }
}

/** Somebody who is due nothing for another reason than that they had it already is to be told of. */
function whyNothing({ leftOutCount, excluded }: StartRequest): string {
  const { 'nothing-due': _, 'had-it': __, suppressed: ___, ...others } = excluded
  if (leftOutCount > 0)
    return `Nothing else is new: ${leftOutCount === 1 ? 'a new post waits' : `${leftOutCount} new posts wait`} for you. See: broadsheet status --posts.`
  return Object.keys(others).length > 0 ? 'Nobody is due any of the new posts.' : 'Nothing is new.'
}

interface Hold {
  reason: HoldReason
  because: string
}

function reasonsToHold(request: StartRequest, history: StartHistory, now: Temporal.Instant): Hold[] {
  return [
    ...instanceHolds(history),
    ...restoredHolds(history),
    ...gapHolds(request, history, now),
    ...latenessHolds(request, now),
    ...linkHolds(history),
    ...approvalHolds(request),
  ]
}

function instanceHolds({ instance, instanceProblem }: StartHistory): Hold[] {
  const why = instanceProblem && [instanceProblem.message, instanceProblem.hint].filter(Boolean).join(' ')
  if (instance === 'another')
    return [
      { reason: 'clone', because: why ?? 'web.url is answered by another copy of this publication: both would send.' },
    ]
  if (instance === 'silent')
    return [
      {
        reason: 'error',
        because: why
          ? `Nobody could unsubscribe: ${why}`
          : 'web.url does not answer by https as this publication, so nobody could unsubscribe.',
      },
    ]
  return []
}

function restoredHolds({ forgotten }: StartHistory): Hold[] {
  if (!forgotten) return []
  const { known, sent } = forgotten
  const because = `This database is an older copy: No. ${sent} was sent, and it knows ${known === 0 ? 'none' : `them up to No. ${known}`}. Readers may have had these posts: \`broadsheet adopt\` counts what is live as sent.`
  return [{ reason: 'restored', because }]
}

/** What is known to have been sent, or is late, is held for that. */
function gapHolds(request: StartRequest, { gap, forgotten }: StartHistory, now: Temporal.Instant): Hold[] {
  if (!gap || forgotten || request.trigger === 'operator' || latenessHolds(request, now).length > 0) return []
  const [since, until] = [gap.since, gap.until].map((moment) => sayMoment(moment, request.timezone))
  const because = `As far as this database knows, nobody planned from ${since} to ${until}. If it is a restored backup, or a copy of a publication that went on elsewhere, readers may have had these posts: \`broadsheet adopt\` counts what is live as sent.`
  return [{ reason: 'clone', because }]
}

function latenessHolds(request: StartRequest, now: Temporal.Instant): Hold[] {
  if (!request.dueAt || request.trigger === 'operator') return []
  const latest = request.dueAt.add(request.maxLateness)
  if (Temporal.Instant.compare(now, latest) <= 0) return []
  const late = sayDuration(request.dueAt.until(now))
  return [{ reason: 'late', because: `It was due at ${sayMoment(request.dueAt, request.timezone)}, ${late} ago.` }]
}

function linkHolds(history: StartHistory): Hold[] {
  if (history.links !== 'down') return []
  return [{ reason: 'links', because: notOnline(history.away) }]
}

/** Who sends it approves an edition, and need not have seen what the author of a post says of that. */
function approvalHolds({ needsApproval, heldPosts, trigger }: StartRequest): Hold[] {
  const holds: Hold[] = heldPosts.map((post) => ({
    reason: 'approval',
    because: `It waits for your approval: ${post} says newsletter.hold.`,
  }))
  if (holds.length > 0 || !needsApproval || trigger === 'operator') return holds
  return [{ reason: 'approval', because: 'It waits for your approval.' }]
}
