import type { Temporal } from 'temporal-polyfill'
import type { Config, NewsletterConfig } from '../../config/config.ts'
import type { Problem } from '../../config/problem.ts'
import { VERSION } from '../../config/version.ts'
import type { AudienceQuery, Candidates } from '../../editions/audience.ts'
import { MAX_POSTS, matchesTopics, topicsOf } from '../../editions/due.ts'
import { type PlanParts, planId, planParts } from '../../editions/plan.ts'
import type { EditionInput } from '../../editions/stored-input.ts'
import type { Post } from '../../posts/post.ts'
import type { Scan } from '../record-scan.ts'
import { type ChoosePorts, type ChosenPost, choosePosts } from './choose-posts.ts'
import { configuredHeaders } from './draft-headers.ts'
import { type DuePosts, duePosts } from './due-posts.ts'
import { type EditionNote, editionNote, type NotePorts } from './edition-note.ts'
import type { LeftOut } from './left-out.ts'
import type { PreparedPosts } from './prepare-posts.ts'
import type { RenderPorts } from './render-ports.ts'
import { type RenderedMail, type RenderedVariants, renderVariants } from './render-variants.ts'
import { transportOf } from './transport-of.ts'

export interface DraftPorts extends ChoosePorts, RenderPorts, NotePorts {
  config: Config
  editions: NotePorts['editions'] & {
    candidates(query: AudienceQuery, at: Temporal.Instant): Promise<Candidates>
    nextNumber(newsletter: string): Promise<number>
  }
}

export interface DraftRequest {
  newsletter: NewsletterConfig
  cadence: string
  /** Posts named outright, as paths that the operator typed; undefined: whatever is due. */
  named?: string[]
  /** Named posts may be drafts and the like: to look at, and never to send. */
  hidden?: boolean
  /** Somebody only looks, at this moment: nothing is written down. */
  lookedAt?: Temporal.Instant
  /** A trial by hand may be repeated; one by a schedule brings what no trial brought. */
  repeats: boolean
  /** Held to a plan that is kept: newcomers wait. */
  planId?: string
  /** The plan's posts, in its order: one that nobody is due any more is still its post. */
  planned?: string[]
  /** Of an edition that has one; else the next. */
  number?: number
}

/** An edition as it would be if it were made now. */
export interface EditionDraft {
  newsletter: NewsletterConfig
  cadence: string
  date: Temporal.Instant
  /** The number it would get. */
  number: number
  /** That somebody gets. */
  posts: ChosenPost[]
  /** New posts that go without the others, or not yet. */
  leftOut: LeftOut[]
  /** New posts that their authors keep out of the newsletter. */
  keptOut: Post[]
  audience: AudienceQuery
  candidates: Candidates
  /** The one for most people first. */
  variants: RenderedMail[]
  recipientCount: number
  subject: string
  parts: PlanParts
  planId: string
  /** What its editor put above the posts. */
  note: EditionNote
  /** All that the variants are made of, for another date. */
  input: EditionInput
  problems: Problem[]
}

/**
 * Finds what is due, to whom, and renders every variant; writes nothing down. A post that cannot be mailed is left out, and
 * never takes the others with it; what is nobody's fault but the template's stands among the problems.
 */
export async function draftEdition(ports: DraftPorts, scan: Scan, request: DraftRequest): Promise<EditionDraft> {
  const { newsletter } = request
  const number = request.number ?? (await ports.editions.nextNumber(newsletter.id))
  const note = await editionNote(ports, scan, { newsletter, number })
  const chosen = await choosePosts(ports, scan, request)
  const leftOut = [...chosen.leftOut]
  const prepared: PreparedPosts = new Map()
  for (let posts = chosen.posts; ; ) {
    const due = await dueOf(ports, scan, request, posts)
    const { candidates } = due
    const rendered = await renderVariants(ports, scan, {
      newsletter,
      posts: due.posts,
      groups: candidates.groups,
      number,
      note: note.mailNote,
      prepared,
    })
    leftOut.push(...rendered.leftOut)
    if (rendered.leftOut.length === 0) {
      leftOut.push(...due.beyond.map(({ post }) => ({ post, reason: 'limit' as const, because: FULL })))
      return assemble(ports, scan, request, { number, due, rendered, leftOut, keptOut: chosen.keptOut, note })
    }
    const without = new Set(rendered.leftOut.map(({ post }) => post.id))
    posts = posts.filter(({ post }) => !without.has(post.id))
  }
}

const FULL = `An edition holds ${MAX_POSTS} posts, and newer ones go first.`

async function dueOf(ports: DraftPorts, { at }: Scan, request: DraftRequest, chosen: ChosenPost[]): Promise<DuePosts> {
  const candidatesFor = (planId?: string) => (posts: ChosenPost[]) =>
    ports.editions.candidates(audienceOf(ports.config, { ...request, planId }, posts), at)
  const due = await duePosts(chosen, candidatesFor())
  const { planned, planId } = request
  if (planId === undefined) return due
  const ids = new Set([...due.posts.map(({ post }) => post.id), ...(planned ?? [])])
  const posts = chosen.filter(({ post }) => ids.has(post.id)).slice(0, MAX_POSTS)
  return { ...due, posts, candidates: await candidatesFor(planId)(posts) }
}

function assemble(
  ports: DraftPorts,
  scan: Scan,
  request: DraftRequest,
  found: {
    number: number
    due: DuePosts
    rendered: RenderedVariants
    leftOut: LeftOut[]
    keptOut: Post[]
    note: EditionNote
  },
): EditionDraft {
  const { newsletter, cadence } = request
  const { number, rendered, leftOut, keptOut, note } = found
  const { posts, candidates } = found.due
  const parts = planParts({
    newsletter: newsletter.id,
    cadence,
    posts: posts.map(({ post }) => post),
    mails: rendered.planned,
    templates: rendered.templates,
    headers: {
      ...configuredHeaders(ports.config, newsletter),
    },
    programVersion: VERSION,
  })
  return {
    newsletter,
    cadence,
    date: scan.at,
    number,
    posts,
    leftOut,
    keptOut,
    audience: audienceOf(ports.config, request, posts),
    candidates,
    variants: rendered.variants,
    recipientCount: candidates.groups.reduce((sum, { recipientCount }) => sum + recipientCount, 0),
    subject: rendered.variants[0]?.subject ?? '',
    parts,
    planId: planId(parts),
    input: { common: rendered.input, posts: rendered.mailPosts },
    note,
    problems: [...note.problems, ...rendered.problems],
  }
}

/** Whom an edition of these posts is for. */
export function audienceOf(
  config: Config,
  { newsletter, cadence, repeats, planId, lookedAt }: DraftRequest,
  posts: ChosenPost[],
): AudienceQuery {
  return {
    newsletter: newsletter.id,
    cadence,
    posts: posts.map(({ post, newAt, named }) => ({
      postId: post.id,
      newAt: named ? undefined : newAt,
      tags: topicsOf(post),
    })),
    matchesTopics,
    transport: transportOf(config),
    repeats,
    planId,
    ...(lookedAt && { lookedAt }),
  }
}
