import type { Temporal } from 'temporal-polyfill'
import type { Config, NewsletterConfig } from '../../config/config.ts'
import type { Problem } from '../../config/problem.ts'
import { matchesTopics } from '../../editions/due.ts'
import { type PlanParts, planId, planParts } from '../../editions/plan.ts'
import type { Variant } from '../../editions/variant.ts'
import type { Look } from '../look.ts'
import { type ChoosePorts, type ChosenPost, choosePosts } from './choose-posts.ts'
import { type RenderPorts, renderVariants } from './render-variants.ts'
import { transportOf } from './transport-of.ts'

/** Whom an edition is asked about. */
export interface AudienceQuery {
  newsletter: string
  cadence: string
  /** Bit i of a mask stands for posts[i]; without `newAt` it was named outright, and nobody's `since` applies. */
  posts: { postId: string; newAt?: Temporal.Instant; tags: string[] }[]
  matchesTopics(topics: string[], tags: string[]): boolean
  transport: 'smtp' | 'mailbox'
  /** Of a trial: what finished trials brought does not count. */
  repeats: boolean
  /** Only the people of this plan, each with the very posts that were planned. */
  planId?: string
}

/** Who would get which posts: people by mask, and who gets nothing, by reason. */
export interface Candidates {
  groups: { mask: number; recipientCount: number }[]
  excluded: Record<string, number>
  candidateCount: number
}

export interface DraftPorts extends ChoosePorts, RenderPorts {
  config: Config
  editions: {
    candidates(query: AudienceQuery): Promise<Candidates>
    nextNumber(newsletter: string): Promise<number>
  }
}

export interface DraftRequest {
  newsletter: NewsletterConfig
  cadence: string
  /** Posts named outright, as paths that the operator typed; undefined: whatever is due. */
  named?: string[]
  /** A trial by hand may be repeated; one by a schedule brings what no trial brought. */
  repeats: boolean
  /** Held to a plan that is kept: newcomers wait. */
  planId?: string
}

/** An edition as it would be if it were made now. */
export interface EditionDraft {
  newsletter: NewsletterConfig
  cadence: string
  date: Temporal.Instant
  /** The number it would get. */
  number: number
  posts: ChosenPost[]
  audience: AudienceQuery
  candidates: Candidates
  /** The one for most people first. */
  variants: (Variant & { recipientCount: number })[]
  recipientCount: number
  subject: string
  parts: PlanParts
  planId: string
  problems: Problem[]
}

/** Finds what is due, to whom, and renders every variant; writes nothing down. */
export async function draftEdition(ports: DraftPorts, look: Look, request: DraftRequest): Promise<EditionDraft> {
  const { newsletter, cadence } = request
  const posts = await choosePosts(ports, look, request)
  const audience = audienceOf(ports.config, request, posts)
  const candidates = await ports.editions.candidates(audience)
  const number = await ports.editions.nextNumber(newsletter.id)
  const rendered = await renderVariants(ports, look, { newsletter, posts, groups: candidates.groups, number })
  const parts = planParts({
    newsletter: newsletter.id,
    cadence,
    posts: posts.map(({ post }) => post),
    variants: rendered.undated,
    templates: rendered.templates,
    headers: { from: newsletter.from, replyTo: newsletter.replyTo, webUrl: ports.config.web.url },
  })
  return {
    newsletter,
    cadence,
    date: look.at,
    number,
    posts,
    audience,
    candidates,
    variants: rendered.variants,
    recipientCount: candidates.groups.reduce((sum, { recipientCount }) => sum + recipientCount, 0),
    subject: rendered.variants[0]?.subject ?? '',
    parts,
    planId: planId(parts),
    problems: rendered.problems,
  }
}

function audienceOf(
  config: Config,
  { newsletter, cadence, repeats, planId }: DraftRequest,
  posts: ChosenPost[],
): AudienceQuery {
  return {
    newsletter: newsletter.id,
    cadence,
    posts: posts.map(({ post, newAt, named }) => ({
      postId: post.id,
      newAt: named ? undefined : newAt,
      tags: post.tags,
    })),
    matchesTopics,
    transport: transportOf(config),
    repeats,
    planId,
  }
}
