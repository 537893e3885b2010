import { basename } from 'node:path'
import type { Temporal } from 'temporal-polyfill'
import { asWarnings, BroadsheetError, failure } from '../../config/problem.ts'
import { type Edition, editionName, type HoldReason, isMoving } from '../../editions/edition.ts'
import { planDifference, type StoredPlan } from '../../editions/plan.ts'
import { cadenceNamed, newsletterNamed } from '../newsletter-named.ts'
import { type AgreePorts, agreeWithHolder } from './agree-with-holder.ts'
import { draftEdition, type EditionDraft } from './draft-edition.ts'
import { describeDraft, isFaulty, type PlanPorts, type PlanReport } from './plan-edition.ts'
import { type Started, type StartPorts, startEdition } from './start-edition.ts'

export interface SendPorts extends Omit<PlanPorts, 'editions'>, Omit<StartPorts, 'editions'>, AgreePorts {
  editions: PlanPorts['editions'] & StartPorts['editions'] & { open(): Promise<Edition[]> }
  /** @throws BroadsheetError where a key that mails are signed with cannot be read or cannot sign */
  dkimKeys(): Promise<unknown>
  plans: PlanPorts['plans'] & { find(id: string): Promise<StoredPlan | undefined> }
}

export interface SendRequest {
  newsletter: string
  cadence?: string
  planId?: string
  posts?: string[]
  /** Into a capture mailbox: not again what it took before. */
  newsOnly?: boolean
}

/** A send that only needs a yes: what it would do, and how to do just that. */
export interface PreparedSend {
  plan: PlanReport
  /** `seen`: the operator was shown the plan, with what would hold it. */
  start(seen: boolean, options?: { now?: boolean }): Promise<Started | UnderWay>
}

/** Nobody is due anything more, since an edition is on its way already: by a schedule, or by a send that was killed. */
export interface UnderWay {
  outcome: 'under-way'
  id: number
  edition: string
}

/** What somebody who looked at a plan has waved through. Links, clones and errors are facts of the moment, not in a plan. */
const SEEN_IN_PLAN: HoldReason[] = ['late', 'approval']

/** Scans the site and drafts the edition; with a plan, refuses unless it would come out as planned. */
export async function prepareSend(ports: SendPorts, request: SendRequest): Promise<PreparedSend> {
  requireServer(ports)
  await ports.dkimKeys()
  await agreeWithHolder(ports)
  const newsletter = newsletterNamed(ports.config, request.newsletter)
  const plan = request.planId === undefined ? undefined : await storedPlan(ports, request.planId, newsletter.id)
  const cadence = plan?.cadence ?? cadenceNamed(newsletter, request.cadence)
  const scan = await ports.scan()
  const named = plan ? plan.body.named : request.posts
  const draft = await draftEdition(ports, scan, {
    newsletter,
    cadence,
    named,
    repeats: !request.newsOnly,
    planId: plan?.id,
    planned: plan?.body.postIds,
  })
  if (plan) refuseChanged(plan, draft)
  if (isFaulty(draft)) throw new BroadsheetError(draft.problems.filter(({ severity }) => severity === 'error'))
  await requireWebUrl(ports, draft)
  return {
    plan: await describeDraft(ports, draft, asWarnings(scan.problems)),
    async start(seen, { now } = {}) {
      const started = await startEdition(ports, draft, {
        trigger: 'operator',
        acknowledged: seen || plan ? SEEN_IN_PLAN : [],
        planId: plan?.id,
        now,
      })
      return (started.outcome === 'skipped' && (await underWay(ports, draft))) || started
    },
  }
}

async function underWay({ editions }: SendPorts, draft: EditionDraft): Promise<UnderWay | undefined> {
  const edition = (await editions.open()).find(
    (open) =>
      open.newsletter === draft.newsletter.id &&
      open.correction === undefined &&
      open.cadence === draft.cadence &&
      open.transport === draft.audience.transport &&
      isMoving(open),
  )
  return edition && { outcome: 'under-way', id: edition.id, edition: editionName(edition) }
}

export function requireServer({ config }: Pick<SendPorts, 'config'>): void {
  if (config.smtp.length > 0) return
  throw new BroadsheetError(
    failure('send.no-smtp', 'There is no server to send through.', {
      file: config.file,
      hint: 'Write an [[smtp]] table with a url: smtp://, smtps:// or, to try it, mailbox:dist/mail.',
    }),
  )
}

/** Somebody is at the keyboard: better to say it now than to hold an edition for it. */
async function requireWebUrl(ports: SendPorts, draft: EditionDraft): Promise<void> {
  const { instance, instanceProblem } = await ports.preflight(draft)
  if (instance !== 'silent') return
  const { config } = ports
  const { message, hint } = instanceProblem ?? {
    message: `web.url (${config.web.url}) does not answer as this publication.`,
  }
  throw new BroadsheetError(
    failure('send.web-url', `Nobody could unsubscribe: ${message}`, { file: basename(config.file), hint }),
  )
}

async function storedPlan(ports: SendPorts, id: string, newsletter: string): Promise<StoredPlan> {
  const plan = await ports.plans.find(id)
  const hint = `Make one with: broadsheet plan ${newsletter}.`
  if (!plan || plan.newsletter !== newsletter)
    throw new BroadsheetError(failure('send.plan-unknown', `No plan ${id} of ${newsletter} is kept.`, { hint }))
  if (isOver(plan.expiresAt, ports.clock()))
    throw new BroadsheetError(failure('send.plan-unknown', `Plan ${id} is older than 7 days.`, { hint }))
  return plan
}

function isOver(expiresAt: Temporal.Instant, now: Temporal.Instant): boolean {
  return expiresAt.epochMilliseconds <= now.epochMilliseconds
}

function refuseChanged(plan: StoredPlan, draft: EditionDraft): void {
  const differences = planDifference(plan.body.parts, draft.parts)
  if (differences.length === 0) return
  throw new BroadsheetError([
    failure('send.plan-changed', `Plan ${plan.id} is no longer what would be sent; nothing was.`, {
      hint: `Look at it again: broadsheet plan ${plan.newsletter}.`,
    }),
    ...differences.map((difference) => failure('send.plan-changed', `${difference}.`)),
  ])
}
