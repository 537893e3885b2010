import type { Temporal } from 'temporal-polyfill'
import type { Config } from '../../config/config.ts'
import { BroadsheetError } from '../../config/problem.ts'
import { type EditionState, editionName, type HoldReason } from '../../editions/edition.ts'
import { type EditionIntent, intentOf } from '../../editions/edition-intent.ts'
import { type EditionAsk, mayStart, type StartDecision, type StartHistory } from '../../editions/may-start.ts'
import type { Variant } from '../../editions/variant.ts'
import type { AudienceQuery, EditionDraft } from './draft-edition.ts'
import { transportOf } from './transport-of.ts'

export interface NewEdition {
  newsletter: string
  cadence: string
  dueAt?: Temporal.Instant
  state: EditionState
  reason?: string
  at: Temporal.Instant
  transport: 'smtp' | 'mailbox'
  repeats: boolean
  planId?: string
  intent: EditionIntent
  subject: string
  posts: AudienceQuery['posts']
  variants: Variant[]
  headers: {
    newsletter: { id: string; title: string }
    from: EditionDraft['newsletter']['from']
    replyTo?: EditionDraft['newsletter']['replyTo']
    date: Temporal.Instant
    webUrl: string
  }
  number?: number
}

export interface StartPorts {
  config: Config
  editions: {
    make(edition: NewEdition): Promise<{ id: number; number?: number; trial?: number } | 'exists' | 'number-taken'>
    /** Editions of the newsletter and cadence that wait give way to one that brings all their posts. */
    supersede(byId: number, at: Temporal.Instant): Promise<number>
  }
  surroundings(draft: EditionDraft): Promise<Omit<StartHistory, 'hasBaseline'>>
  clock(): Temporal.Instant
}

export interface StartRequest {
  trigger: EditionAsk['trigger']
  dueAt?: Temporal.Instant
  /** Holds that an operator has seen and waved through. */
  acknowledged: HoldReason[]
  /** Send to the people of this plan only. */
  planId?: string
}

export type Started =
  | { outcome: 'made'; id: number; edition: string; state: EditionState; reason?: string; because: string[] }
  | { outcome: 'skipped'; because: string[] }
  /** Another scheduler was first. */
  | { outcome: 'exists' }
  /** Another edition took the number meanwhile: draft again. */
  | { outcome: 'number-taken' }

/** Asks mayStart, and writes the edition down in the state that follows. Delivery begins with whoever holds the lease. */
export async function startEdition(ports: StartPorts, draft: EditionDraft, request: StartRequest): Promise<Started> {
  const errors = draft.problems.filter(({ severity }) => severity === 'error')
  if (errors.length > 0) throw new BroadsheetError(errors)
  const decision = await decideStart(ports, draft, request)
  const { state, reason, because } = outcomeOf(decision)
  if (state === 'skipped' && !request.dueAt) return { outcome: 'skipped', because }
  const at = ports.clock()
  const made = await ports.editions.make(newEdition(ports.config, draft, request, { state, reason, at }))
  if (typeof made === 'string') return { outcome: made }
  if (state === 'skipped') return { outcome: 'skipped', because }
  await ports.editions.supersede(made.id, at)
  const edition = editionName({ newsletter: draft.newsletter.id, ...made })
  return { outcome: 'made', id: made.id, edition, state, reason, because }
}

/** What mayStart says of a draft now. */
export async function decideStart(
  ports: Pick<StartPorts, 'config' | 'surroundings' | 'clock'>,
  draft: EditionDraft,
  request: StartRequest,
): Promise<StartDecision> {
  const history = { hasBaseline: true, ...(await ports.surroundings(draft)) }
  return mayStart(askOf(ports.config, draft, request), history, ports.clock())
}

function askOf({ site }: Config, draft: EditionDraft, request: StartRequest): EditionAsk {
  return {
    trigger: request.trigger,
    dueAt: request.dueAt,
    maxLateness: draft.newsletter.maxLateness,
    timezone: site.timezone,
    posts: draft.posts.map(({ post, newAt, movedFrom, named }) => ({
      title: post.title,
      publishedAt: post.publishedAt.instant,
      newAt,
      movedFrom,
      named,
    })),
    recipientCount: draft.recipientCount,
    needsApproval: draft.newsletter.approve,
    acknowledged: request.acknowledged,
  }
}

function outcomeOf(decision: StartDecision): { state: EditionState; reason?: string; because: string[] } {
  switch (decision.decision) {
    case 'start':
      return { state: 'approved', because: [] }
    case 'wait':
      return { state: 'planned', reason: 'links', because: [decision.because] }
    case 'hold':
      return { state: 'held', reason: decision.reason, because: decision.because }
    case 'skip':
      return { state: 'skipped', reason: decision.because, because: [decision.because] }
  }
}

function newEdition(
  config: Config,
  draft: EditionDraft,
  request: StartRequest,
  step: { state: EditionState; reason?: string; at: Temporal.Instant },
): NewEdition {
  const { newsletter } = draft
  return {
    ...step,
    newsletter: newsletter.id,
    cadence: draft.cadence,
    dueAt: request.dueAt,
    transport: transportOf(config),
    repeats: draft.audience.repeats,
    planId: request.planId,
    intent: intentOf(config),
    subject: draft.subject,
    posts: draft.audience.posts,
    variants: draft.variants,
    headers: {
      newsletter: { id: newsletter.id, title: newsletter.title },
      from: newsletter.from,
      replyTo: newsletter.replyTo,
      date: draft.date,
      webUrl: config.web.url,
    },
    number: step.state === 'skipped' ? undefined : draft.number,
  }
}
