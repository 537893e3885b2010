import type { Temporal } from 'temporal-polyfill'
import type { Config } from '../../config/config.ts'
import { formatProblem } from '../../config/problem.ts'
import { type EditionState, editionName, type HoldReason } from '../../editions/edition.ts'
import { postDays } from '../../editions/edition-day.ts'
import { intentOf } from '../../editions/edition-intent.ts'
import { mayStart, type StartDecision, type StartHistory, type StartRequest } from '../../editions/may-start.ts'
import type { MadeEdition, NewEdition } from '../../editions/new-edition.ts'
import { storedInput } from '../../editions/stored-input.ts'
import { startsAt } from '../../editions/waits.ts'
import type { EditionDraft } from './draft-edition.ts'
import { configuredHeaders } from './draft-headers.ts'
import type { LeftOut } from './left-out.ts'
import type { DraftToStart } from './preflight.ts'
import { transportOf } from './transport-of.ts'

export interface StartPorts {
  config: Config
  editions: {
    make(edition: NewEdition): Promise<MadeEdition>
    /** One that is held, made anew; false where it is not held any more. */
    remake(id: number, edition: NewEdition): Promise<boolean>
    /** Editions of the newsletter and cadence that wait give way to one that brings all their posts. */
    supersede(byId: number, at: Temporal.Instant): Promise<number>
  }
  preflight(draft: DraftToStart): Promise<Omit<StartHistory, 'hasBaseline'>>
  clock(): Temporal.Instant
}

export interface StartOptions {
  trigger: StartRequest['trigger']
  dueAt?: Temporal.Instant
  /** Holds that an operator has seen and waved through. */
  acknowledged: HoldReason[]
  /** Send to the people of this plan only. */
  planId?: string
  /** What else stands in the way: a sentence each. */
  faults?: string[]
  /** Without the time to undo it. */
  now?: boolean
  /** Makes this edition anew, which is held. */
  remake?: { id: number; edition: string }
}

export type Started =
  | { outcome: 'made'; id: number; edition: string; state: EditionState; reason?: string; because: string[] }
  | { outcome: 'skipped'; because: string[]; leftOut: LeftOut[] }
  /** Another scheduler was first. */
  | { outcome: 'exists' }
  /** Another edition took the number meanwhile: draft again. */
  | { outcome: 'number-taken' }

/** Asks mayStart, and writes the edition down in the state that follows. Delivery begins with whoever holds the lease. */
export async function startEdition(ports: StartPorts, draft: EditionDraft, request: StartOptions): Promise<Started> {
  const decision = await decideStart(ports, draft, request)
  const step = outcomeOf(decision)
  const { leftOut } = draft
  if (step.state === 'skipped' && !request.dueAt) return { outcome: 'skipped', because: step.because, leftOut }
  const at = ports.clock()
  const edition = newEdition(ports.config, draft, request, { ...step, at })
  if (request.remake) return remade(ports, edition, request.remake, leftOut)
  const made = await ports.editions.make(edition)
  if (typeof made === 'string') return { outcome: made }
  if (step.state === 'skipped') return { outcome: 'skipped', because: step.because, leftOut }
  await ports.editions.supersede(made.id, at)
  return { outcome: 'made', id: made.id, edition: editionName({ newsletter: draft.newsletter.id, ...made }), ...step }
}

/** One that waits for its pages is held already: it stays so until they answer. Nobody is due anything: it ends. */
async function remade(
  { editions }: StartPorts,
  edition: NewEdition,
  { id, edition: name }: { id: number; edition: string },
  leftOut: LeftOut[],
): Promise<Started> {
  const { because = [] } = edition
  const step: Pick<NewEdition, 'state' | 'reason'> =
    edition.state === 'planned'
      ? { state: 'held', reason: 'links' }
      : edition.state === 'skipped'
        ? { state: 'cancelled', reason: 'nothing-due' }
        : edition
  if (!(await editions.remake(id, { ...edition, ...step }))) return { outcome: 'exists' }
  if (step.state === 'cancelled') return { outcome: 'skipped', because, leftOut }
  if (step.state === 'approved') await editions.supersede(id, edition.at)
  return { outcome: 'made', id, edition: name, state: step.state, reason: step.reason, because }
}

/** What mayStart says of a draft now. */
export async function decideStart(
  ports: Pick<StartPorts, 'config' | 'preflight' | 'clock'>,
  draft: EditionDraft,
  request: StartOptions,
): Promise<StartDecision> {
  const history = { hasBaseline: true, ...(await ports.preflight(draft)) }
  return mayStart(askOf(ports.config, draft, request), history, ports.clock())
}

function askOf({ site }: Config, draft: EditionDraft, request: StartOptions): StartRequest {
  return {
    trigger: request.trigger,
    dueAt: request.dueAt,
    maxLateness: draft.newsletter.maxLateness,
    timezone: site.timezone,
    postCount: draft.posts.length,
    leftOutCount: draft.leftOut.length,
    excluded: draft.candidates.excluded,
    faults: [...(request.faults ?? []), ...faultsOf(draft)],
    recipientCount: draft.recipientCount,
    heldPosts: draft.posts.flatMap(({ post }) => (post.steering?.hold ? [post.file] : [])),
    needsApproval: draft.newsletter.approve,
    acknowledged: request.acknowledged,
  }
}

/** Why its mail cannot be made. */
function faultsOf({ problems }: EditionDraft): string[] {
  return problems.filter(({ severity }) => severity === 'error').map(formatProblem)
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
  request: StartOptions,
  step: { state: EditionState; reason?: string; because: string[]; at: Temporal.Instant },
): NewEdition {
  const { newsletter } = draft
  return {
    ...step,
    isTold: request.trigger === 'operator',
    recipientCount: draft.recipientCount,
    newsletter: newsletter.id,
    cadence: draft.cadence,
    dueAt: request.dueAt,
    transport: transportOf(config),
    repeats: draft.audience.repeats,
    planId: request.planId,
    startsAt: startOf(config, newsletter.id, request, step),
    intent: intentOf(config),
    subject: draft.subject || (draft.posts[0]?.post.title ?? ''),
    posts: draft.audience.posts,
    variants: draft.variants,
    input: draft.variants.length > 0 ? storedInput(draft.input) : undefined,
    headers: {
      newsletter: { id: newsletter.id, title: newsletter.title },
      date: draft.date,
      postDays: postDays(ofMost(draft), draft.date),
      ...(draft.note.hash && { note: draft.note.hash }),
      ...configuredHeaders(config, newsletter),
    },
    number: step.state === 'skipped' ? undefined : draft.number,
  }
}

/** One that waits for its pages has its time to undo when they answer, unless it is to do without. */
function startOf(
  config: Config,
  newsletter: string,
  { now }: StartOptions,
  { state, at }: { state: EditionState; at: Temporal.Instant },
): Temporal.Instant | undefined {
  if (now) return at
  return state === 'approved' ? startsAt(config, newsletter, at) : undefined
}

/** The posts of the variant that the archive shows. */
function ofMost({ input, variants: [variant] }: EditionDraft) {
  return input.posts.filter(({ id }) => variant?.postIds.includes(id))
}
