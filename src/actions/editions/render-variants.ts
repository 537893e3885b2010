import { Temporal } from 'temporal-polyfill'
import type { Config, NewsletterConfig } from '../../config/config.ts'
import { BroadsheetError, type Problem } from '../../config/problem.ts'
import { indexesIn } from '../../editions/mask.ts'
import { PLAN_DATE } from '../../editions/plan.ts'
import { renderVariant } from '../../editions/render-variant.ts'
import type { Variant } from '../../editions/variant.ts'
import type { MailPost, TemplateFiles } from '../../editions/variant-input.ts'
import type { Post } from '../../posts/post.ts'
import { TOKEN_PLACEHOLDER } from '../../subscribers/token.ts'
import { unsubscribeUrl } from '../../subscribers/unsubscribe-url.ts'
import { archiveUrl } from '../archive-url.ts'
import type { Look } from '../look.ts'
import type { MadeMailPost } from './mail-post.ts'
import { transportOf } from './transport-of.ts'

export interface RenderPorts {
  config: Config
  templates(): Promise<TemplateFiles>
  /** Random: what stands in a variant where each message has its own token. */
  newPlaceholder(): string
  /** A post as a mail shows it, its pictures in place. */
  mailPost(post: Post, look: Pick<Look, 'body'>): Promise<MadeMailPost>
}

export interface RenderRequest {
  newsletter: NewsletterConfig
  posts: { post: Post }[]
  groups: { mask: number; recipientCount: number }[]
  /** Undefined for a test. */
  number?: number
  test?: boolean
}

export interface RenderedVariants {
  templates: TemplateFiles
  variants: (Variant & { recipientCount: number })[]
  /** The same for PLAN_DATE and no number: what a plan's id hashes. */
  undated: Variant[]
  problems: Problem[]
}

/** One variant for each group of people who get the same posts. @throws BroadsheetError where a template fails */
export async function renderVariants(
  ports: RenderPorts,
  look: Pick<Look, 'at' | 'body'>,
  request: RenderRequest,
): Promise<RenderedVariants> {
  const templates = await ports.templates()
  const { mailPosts, problems } = await mailPostsOf(ports, look, request)
  const render = variantRenderer(ports.config, request, { templates, mailPosts })
  const variants: RenderedVariants['variants'] = []
  const undated: Variant[] = []
  for (const { mask, recipientCount } of request.groups) {
    const sent = await render(mask, look.at, request.number, ports.newPlaceholder())
    problems.push(...sent.problems)
    variants.push({ ...sent.variant, recipientCount })
    undated.push((await render(mask, Temporal.Instant.from(PLAN_DATE), undefined)).variant)
  }
  return { templates, variants, undated, problems }
}

/** Each post that anybody gets, made ready once for all variants that bring it. */
async function mailPostsOf(ports: RenderPorts, look: Pick<Look, 'body'>, { posts, groups }: RenderRequest) {
  const problems: Problem[] = []
  const mailPosts = new Map<number, MailPost>()
  for (const index of new Set(groups.flatMap(({ mask }) => indexesIn(mask)))) {
    const chosen = posts[index]
    if (!chosen) continue
    const made = await ports.mailPost(chosen.post, look)
    problems.push(...made.problems)
    if (!made.mailPost) throw new BroadsheetError(made.problems)
    mailPosts.set(index, made.mailPost)
  }
  return { mailPosts, problems }
}

function variantRenderer(
  config: Config,
  { newsletter, test }: RenderRequest,
  { templates, mailPosts }: { templates: TemplateFiles; mailPosts: Map<number, MailPost> },
) {
  const { site, web } = config
  // A trial is in no archive.
  const isArchived = !test && transportOf(config) === 'smtp'
  return async (mask: number, date: Temporal.Instant, number: number | undefined, placeholder?: string) => {
    const { variant, problems } = await renderVariant({
      site,
      newsletter,
      date,
      number,
      posts: indexesIn(mask).flatMap((index) => mailPosts.get(index) ?? []),
      mask,
      links: {
        unsubscribe: unsubscribeUrl(web.url, TOKEN_PLACEHOLDER),
        archive: isArchived ? archiveUrl(web.url, newsletter.id, number ?? 0) : undefined,
      },
      ...(placeholder && { placeholder }),
      templates,
      test,
    })
    if (!variant) throw new BroadsheetError(problems)
    return { variant, problems }
  }
}
