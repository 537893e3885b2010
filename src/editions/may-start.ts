import { Temporal } from 'temporal-polyfill'
import type { Problem } from '../config/problem.ts'
import { sayDuration, sayMoment } from '../config/say-time.ts'
import type { HoldReason } from './edition.ts'

/** What is asked for: an edition about to be sent. */
export interface EditionAsk {
  /** `operator`: somebody typed `send`. */
  trigger: 'schedule' | 'operator'
  dueAt?: Temporal.Instant
  maxLateness: Temporal.Duration
  /** Of the site, in which moments are said. */
  timezone: string
  posts: AskedPost[]
  recipientCount: number
  needsApproval: boolean
  /** Reasons that an operator has seen and waved through: by `release`, `approve`, a plan, or at the prompt. */
  acknowledged: HoldReason[]
}

export interface AskedPost {
  title: string
  publishedAt: Temporal.Instant
  newAt: Temporal.Instant
  /** It appeared while another post with its title or text vanished. */
  movedFrom?: string
  /** Named outright by `send --post`. */
  named?: boolean
}

/** What is known of the past and of the world around. */
export interface StartHistory {
  /** A newsletter without a baseline would mail everything that was ever published. */
  hasBaseline: boolean
  /** What web.url answers: as us, as another copy of this database, or not at all. */
  instance: 'ours' | 'another' | 'silent' | 'unchecked'
  /** Why it is not ours, and what to put right. */
  instanceProblem?: Problem
  /** Do the posts' pages answer? `waiting`: not yet, and it is not time to give up. */
  links: 'up' | 'waiting' | 'down' | 'unchecked'
  /** The database is a copy that was restored: it knows editions up to `known`, and `sent` was sent. */
  forgotten?: { known: number; sent: number }
}

export type StartDecision =
  | { decision: 'start' }
  | { decision: 'skip'; because: string }
  | { decision: 'wait'; because: string }
  | { decision: 'hold'; reason: HoldReason; because: string[] }

/** So many old-dated posts that become new at once are a moved folder or a changed config, not news. */
export const FLOOD = 10
/** A post is old-dated when it was published this long before it was first seen live. */
const OLD = Temporal.Duration.from({ hours: 24 * 7 })

/**
 * The one way into sending. Answers `start` only when nothing speaks against it; every reason to hold is named,
 * the gravest first, so that an operator who releases it has seen them all.
 */
export function mayStart(ask: EditionAsk, history: StartHistory, now: Temporal.Instant): StartDecision {
  if (!history.hasBaseline)
    return { decision: 'skip', because: 'This newsletter is new: all that is live counts as sent.' }
  if (ask.posts.length === 0) return { decision: 'skip', because: 'Nothing is new.' }
  if (ask.recipientCount === 0) return { decision: 'skip', because: 'Nobody is due any of the new posts.' }
  const holds = reasonsToHold(ask, history, now).filter(({ reason }) => !ask.acknowledged.includes(reason))
  const gravest = holds[0]
  if (gravest) return { decision: 'hold', reason: gravest.reason, because: holds.map(({ because }) => because) }
  if (history.links === 'waiting') return { decision: 'wait', because: 'The posts are not online yet.' }
  return { decision: 'start' }
}

interface Hold {
  reason: HoldReason
  because: string
}

function reasonsToHold(ask: EditionAsk, history: StartHistory, now: Temporal.Instant): Hold[] {
  return [
    ...instanceHolds(history),
    ...restoredHolds(history),
    ...latenessHolds(ask, now),
    ...floodHolds(ask),
    ...moveHolds(ask),
    ...linkHolds(history),
    ...approvalHolds(ask),
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

function latenessHolds(ask: EditionAsk, now: Temporal.Instant): Hold[] {
  if (!ask.dueAt || ask.trigger === 'operator') return []
  const latest = ask.dueAt.add(ask.maxLateness)
  if (Temporal.Instant.compare(now, latest) <= 0) return []
  const late = sayDuration(ask.dueAt.until(now))
  return [{ reason: 'late', because: `It was due at ${sayMoment(ask.dueAt, ask.timezone)}, ${late} ago.` }]
}

function floodHolds(ask: EditionAsk): Hold[] {
  const old = ask.posts.filter((post) => !post.named && isOldDated(post))
  if (old.length < FLOOD) return []
  return [{ reason: 'flood', because: `${old.length} posts with old dates became new at once.` }]
}

function isOldDated(post: AskedPost): boolean {
  return Temporal.Instant.compare(post.publishedAt.add(OLD), post.newAt) < 0
}

function moveHolds(ask: EditionAsk): Hold[] {
  return ask.posts
    .filter((post) => post.movedFrom && !post.named)
    .map((post) => ({
      reason: 'moved' as const,
      because: `"${post.title}" looks like ${post.movedFrom}, moved: readers may have had it.`,
    }))
}

function linkHolds({ links }: StartHistory): Hold[] {
  return links === 'down' ? [{ reason: 'links', because: "The posts' pages do not answer." }] : []
}

function approvalHolds(ask: EditionAsk): Hold[] {
  if (!ask.needsApproval || ask.trigger === 'operator') return []
  return [{ reason: 'approval', because: 'It waits for `approve`.' }]
}
