import { Temporal } from 'temporal-polyfill'
import type { Config, NewsletterConfig } from '../../config/config.ts'
import { BroadsheetError, failure, type Problem } from '../../config/problem.ts'
import { matchesTopics, type NewPost, postsOfEdition } from '../../editions/due.ts'
import { lintVariant } from '../../editions/mail-lint.ts'
import { indexesIn } from '../../editions/mask.ts'
import { PLAN_DATE, type PlanParts, planId, planParts } from '../../editions/plan.ts'
import { renderVariant } from '../../editions/render-variant.ts'
import type { Variant } from '../../editions/variant.ts'
import type { MailPost, TemplateFiles } from '../../editions/variant-input.ts'
import type { Post } from '../../posts/post.ts'
import { TOKEN_PLACEHOLDER } from '../../subscribers/token.ts'
import { unsubscribeUrl } from '../../subscribers/unsubscribe-url.ts'
import type { Look } from '../look.ts'

/** Who would get which posts: people by mask, and who gets nothing, by reason. */
export interface Candidates {
  groups: { mask: number; recipientCount: number }[]
  excluded: Record<string, number>
  candidateCount: number
}

export interface CandidateQuery {
  newsletter: string
  cadence: string
  /** Bit i of a mask stands for posts[i]. */
  posts: { postId: string; newAt: Temporal.Instant }[]
  matchesTopics(topics: string[], postIndex: number): boolean
  transport: 'smtp' | 'mailbox'
  /** `send --post` names posts outright: `since` does not apply. */
  ignoreSince: boolean
}

export interface DraftPorts {
  config: Config
  newsletters: { newPosts(id: string): Promise<{ postId: string; newAt: Temporal.Instant; movedFrom?: string }[]> }
  editions: {
    candidates(query: CandidateQuery): Promise<Candidates>
    nextNumber(newsletter: string): Promise<number>
  }
  templates(): Promise<TemplateFiles>
  mailPost(post: Post, look: Look): Promise<{ mailPost: MailPost; problems: Problem[] }>
}

export interface DraftRequest {
  newsletter: NewsletterConfig
  cadence: string
  /** Posts named outright, as paths that the operator typed; undefined: whatever is due. */
  named?: string[]
}

/** An edition as it would be if it were made now. */
export interface EditionDraft {
  newsletter: NewsletterConfig
  cadence: string
  date: Temporal.Instant
  /** The number it would get. */
  number: number
  posts: (NewPost & { movedFrom?: string; named: boolean })[]
  query: CandidateQuery
  candidates: Candidates
  variants: (Variant & { recipientCount: number })[]
  recipientCount: number
  subject: string
  parts: PlanParts
  planId: string
  problems: Problem[]
}

/** Finds what is due, to whom, and renders every variant; writes nothing down. */
export async function draftEdition(ports: DraftPorts, look: Look, request: DraftRequest): Promise<EditionDraft> {
  const posts = request.named ? namedPosts(look, request.named) : await duePosts(ports, look, request.newsletter)
  const query = candidateQuery(ports.config, request, posts)
  const candidates = await ports.editions.candidates(query)
  const number = await ports.editions.nextNumber(request.newsletter.id)
  const rendered = await renderGroups(ports, look, request.newsletter, { posts, candidates, number })
  const parts = planParts({
    newsletter: request.newsletter.id,
    cadence: request.cadence,
    posts: posts.map(({ post }) => post),
    variants: rendered.undated,
    templates: rendered.templates,
    headers: {
      from: request.newsletter.from,
      replyTo: request.newsletter.replyTo,
      webUrl: ports.config.web.url,
    },
  })
  return {
    newsletter: request.newsletter,
    cadence: request.cadence,
    date: look.at,
    number,
    posts,
    query,
    candidates,
    variants: rendered.variants,
    recipientCount: candidates.groups.reduce((sum, { recipientCount }) => sum + recipientCount, 0),
    subject: rendered.variants[0]?.subject ?? '',
    parts,
    planId: planId(parts),
    problems: rendered.problems,
  }
}

async function duePosts(ports: DraftPorts, look: Look, newsletter: NewsletterConfig): Promise<EditionDraft['posts']> {
  const news = new Map((await ports.newsletters.newPosts(newsletter.id)).map((row) => [row.postId, row]))
  const candidates = look.live.flatMap((post) => {
    const row = news.get(post.id)
    return row ? [{ post, newAt: row.newAt }] : []
  })
  return postsOfEdition(candidates, newsletter.select).map((candidate) => ({
    ...candidate,
    movedFrom: news.get(candidate.post.id)?.movedFrom,
    named: false,
  }))
}

/** Posts by the paths that somebody typed, in that order. */
function namedPosts(look: Look, files: string[]): EditionDraft['posts'] {
  const problems: Problem[] = []
  const posts = files.flatMap((file) => {
    const post = look.posts.find((candidate) => isNamed(candidate, file))
    if (!post) problems.push(failure('send.unknown-post', `${file} is no post of this site.`, { file }))
    else if (post.status !== 'live')
      problems.push(failure('send.post-not-live', `${file} is ${post.status}: the site does not show it.`, { file }))
    return post ? [{ post, newAt: look.at, named: true }] : []
  })
  if (problems.length > 0) throw new BroadsheetError(problems)
  return posts
}

function isNamed(post: Post, file: string): boolean {
  const path = file.normalize('NFC').replaceAll('\\', '/').replace(/^\.\//, '')
  return post.file === path || post.path === path || path.endsWith(`/${post.file}`)
}

function candidateQuery(config: Config, request: DraftRequest, posts: EditionDraft['posts']): CandidateQuery {
  return {
    newsletter: request.newsletter.id,
    cadence: request.cadence,
    posts: posts.map(({ post, newAt }) => ({ postId: post.id, newAt })),
    matchesTopics: (topics, index) => {
      const candidate = posts[index]
      return candidate !== undefined && matchesTopics(candidate.post, topics)
    },
    transport: config.smtp[0]?.kind === 'mailbox' ? 'mailbox' : 'smtp',
    ignoreSince: request.named !== undefined,
  }
}

interface GroupsToRender {
  posts: EditionDraft['posts']
  candidates: Candidates
  number: number
}

/** One variant a group, twice: as it will be sent, and for a fixed date, which is what a plan's id hashes. */
async function renderGroups(ports: DraftPorts, look: Look, newsletter: NewsletterConfig, given: GroupsToRender) {
  const templates = await ports.templates()
  const problems: Problem[] = []
  const mailPosts = new Map<number, MailPost>()
  for (const index of new Set(given.candidates.groups.flatMap(({ mask }) => indexesIn(mask)))) {
    const candidate = given.posts[index]
    if (!candidate) continue
    const made = await ports.mailPost(candidate.post, look)
    problems.push(...made.problems)
    mailPosts.set(index, made.mailPost)
  }
  const render = async (mask: number, dated: { date: Temporal.Instant; number: number }) => {
    const { site, web } = ports.config
    const { variant, problems: found } = await renderVariant({
      site,
      newsletter,
      ...dated,
      posts: indexesIn(mask).flatMap((index) => mailPosts.get(index) ?? []),
      mask,
      links: {
        unsubscribe: unsubscribeUrl(web.url, TOKEN_PLACEHOLDER),
        archive: archiveUrl(web.url, newsletter.id, dated.number),
      },
      templates,
    })
    return { variant, problems: found }
  }
  const variants: EditionDraft['variants'] = []
  const undated: Variant[] = []
  for (const { mask, recipientCount } of given.candidates.groups) {
    const sent = await render(mask, { date: look.at, number: given.number })
    problems.push(...sent.problems)
    if (!sent.variant) throw new BroadsheetError(problems)
    problems.push(...lintVariant(sent.variant))
    variants.push({ ...sent.variant, recipientCount })
    const hashed = await render(mask, { date: Temporal.Instant.from(PLAN_DATE), number: 0 })
    if (hashed.variant) undated.push(hashed.variant)
  }
  variants.sort((a, b) => b.recipientCount - a.recipientCount)
  return { templates, variants, undated, problems }
}

export function archiveUrl(webUrl: string, newsletter: string, number: number): string {
  return new URL(`archive/${newsletter}/${number}/`, webUrl).href
}
