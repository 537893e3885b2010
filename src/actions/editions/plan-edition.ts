import type { Temporal } from 'temporal-polyfill'
import { asWarnings, type Problem } from '../../config/problem.ts'
import { serverAddress } from '../../config/server-address.ts'
import type { AudienceQuery } from '../../editions/audience.ts'
import type { StoredPlan } from '../../editions/plan.ts'
import { messageSizes } from '../../messages/composed-size.ts'
import { cadenceNamed, newsletterNamed } from '../newsletter-named.ts'
import type { Scan } from '../record-scan.ts'
import { writtenDate } from '../written-date.ts'
import { type CarryPorts, carryOwnPictures } from './carry-pictures.ts'
import { describeStart, type StartOnPublication } from './describe-start.ts'
import { type DraftPorts, draftEdition, type EditionDraft } from './draft-edition.ts'
import { draftHeaders } from './draft-headers.ts'
import { type LeftOutReason, leftOutSentence } from './left-out.ts'
import type { OnPublicationPorts } from './on-publication.ts'
import { decideStart, type StartPorts } from './start-edition.ts'

export interface PlanPorts extends DraftPorts, Pick<StartPorts, 'preflight'>, Pick<CarryPorts, 'storedPicture'> {
  newsletters: DraftPorts['newsletters'] & OnPublicationPorts['newsletters']
  editions: DraftPorts['editions'] & OnPublicationPorts['editions']
  scan(): Promise<Scan>
  plans: { keep(plan: StoredPlan, audience: AudienceQuery): Promise<void> }
  clock(): Temporal.Instant
}

type ReportPorts = Pick<PlanPorts, 'config' | 'storedPicture'>

export interface PlanRequest {
  newsletter?: string
  cadence?: string
  posts?: string[]
}

export interface PlanReport {
  id: string
  newsletter: string
  cadence: string
  /** When the plan was made: the instant at which this is due. */
  due: string
  /** That somebody gets. */
  posts: { id: string; url: string; title: string; publishedAt: string }[]
  /** New posts that it goes without. */
  leftOut: { file: string; title: string; reason: LeftOutReason; sentence: string }[]
  /** Of a cadence that starts on publication, what is due: when its edition starts, if nothing more is published. */
  onPublication?: StartOnPublication
  recipientCount: number
  excluded: Record<string, number>
  /** `bytes`: with the pictures that it carries. `pictureBytes`: of the pictures that it carries, or loads from web.url when it is opened. */
  /** Whether the mails carry their pictures. */
  pictures: 'web' | 'mail'
  variants: { recipientCount: number; subject: string; bytes: number; htmlBytes: number; pictureBytes: number }[]
  /** By what it would go: a real server's, or a test mailbox's address. */
  transport: 'smtp' | 'mailbox'
  servers: string[]
  /** No mail can be made: see the problems. */
  isFaulty: boolean
  /** Sentences that say why a send would be held. */
  holds: string[]
  /** Sentences that say what a send would wait for. */
  waits: string[]
  problems: Problem[]
}

/** How long a plan can be sent. */
const KEPT_FOR = { hours: 24 * 7 }

/** Says exactly what a send would do now, and keeps it under its id. */
export async function planEdition(ports: PlanPorts, request: PlanRequest): Promise<PlanReport> {
  return (await planDraft(ports, request)).report
}

/** The same, with what it is made of. */
export async function planDraft(
  ports: PlanPorts,
  request: PlanRequest,
): Promise<{ scan: Scan; draft: EditionDraft; report: PlanReport }> {
  const newsletter = newsletterNamed(ports.config, request.newsletter)
  const cadence = cadenceNamed(newsletter, request.cadence)
  const scan = await ports.scan()
  const draft = await draftEdition(ports, scan, { newsletter, cadence, named: request.posts, repeats: true })
  if (!isFaulty(draft)) await keepPlan(ports, draft, request.posts)
  const report = await describeDraft(ports, draft, asWarnings(scan.problems))
  const start = request.posts ? {} : await describeStart(ports, scan, { newsletter, cadence })
  return { scan, draft, report: { ...report, ...start } }
}

/** No mail can be made of it. */
export function isFaulty({ problems }: Pick<EditionDraft, 'problems'>): boolean {
  return problems.some(({ severity }) => severity === 'error')
}

/** What a draft would do, for a person or a program to look at. */
export async function describeDraft(
  ports: Pick<PlanPorts, 'preflight' | 'clock'> & ReportPorts,
  draft: EditionDraft,
  problems: Problem[],
): Promise<PlanReport> {
  const decision = await decideStart(ports, draft, { trigger: 'operator', acknowledged: [] })
  return reportOf(ports, draft, {
    holds: decision.decision === 'hold' && !isFaulty(draft) ? decision.because : [],
    waits: decision.decision === 'wait' ? [decision.because] : [],
    problems: [...problems, ...draft.problems],
  })
}

async function keepPlan(ports: PlanPorts, draft: EditionDraft, named: string[] | undefined): Promise<void> {
  const now = ports.clock()
  const plan = {
    id: draft.planId,
    newsletter: draft.newsletter.id,
    cadence: draft.cadence,
    createdAt: now,
    expiresAt: now.add(KEPT_FOR),
    body: { parts: draft.parts, named, postIds: draft.posts.map(({ post }) => post.id) },
  }
  await ports.plans.keep(plan, draft.audience)
}

async function reportOf(
  ports: ReportPorts,
  draft: EditionDraft,
  found: Pick<PlanReport, 'holds' | 'waits' | 'problems'>,
): Promise<PlanReport> {
  const { config, storedPicture } = ports
  const headers = draftHeaders(config, draft)
  const sizeOf = messageSizes(headers)
  const variants: PlanReport['variants'] = []
  for (const { recipientCount, language, subject, html, text, pictureBytes = 0 } of draft.variants) {
    const whole = { language, subject, html, text }
    const mail = headers.pictures ? await carryOwnPictures(storedPicture, whole, headers.webUrl) : whole
    const bytes = await sizeOf(mail)
    variants.push({ recipientCount, subject, bytes, htmlBytes: Buffer.byteLength(html), pictureBytes })
  }
  return {
    id: draft.planId,
    newsletter: draft.newsletter.id,
    cadence: draft.cadence,
    due: draft.date.toString(),
    posts: draft.posts.map(({ post }) => ({
      id: post.id,
      url: post.url,
      title: post.title,
      publishedAt: writtenDate(post.publishedAt),
    })),
    leftOut: draft.leftOut.map((left) => ({
      file: left.post.file,
      title: left.post.title,
      reason: left.reason,
      sentence: leftOutSentence(left, draft.newsletter.id),
    })),
    recipientCount: draft.recipientCount,
    excluded: draft.candidates.excluded,
    variants,
    pictures: headers.pictures ?? 'web',
    transport: draft.audience.transport,
    servers: config.smtp.map((server) => serverAddress(server, config.dir)),
    isFaulty: isFaulty(draft),
    ...found,
  }
}
