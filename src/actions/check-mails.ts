import type { Temporal } from 'temporal-polyfill'
import { formatProblem, type Problem, warning } from '../config/problem.ts'
import type { ProblemCode } from '../config/problem-codes.ts'
import { isKeptOut } from '../editions/due.ts'
import { maskOf } from '../editions/mask.ts'
import { newestFirst } from '../posts/newest-first.ts'
import type { Post } from '../posts/post.ts'
import type { SiteSource } from '../posts/site-source.ts'
import type { RenderPorts } from './editions/render-ports.ts'
import { type RenderedVariants, renderVariants } from './editions/render-variants.ts'

/** A mail of one post and one of several may be made by different templates. */
const SAMPLES = [1, 3]

/**
 * What is wrong with the mails that the newsletters would send of the newest posts: a fault in a template is found
 * before an edition is due. Only errors, for a sample is no edition, and pictures that cannot be drawn.
 */
export async function checkMails(ports: RenderPorts, site: SiteSource, at: Temporal.Instant): Promise<Problem[]> {
  const all = await newestReadable(site)
  const found = new Map<string, Problem>()
  for (const newsletter of ports.config.newsletters) {
    const newest = all.filter((post) => !isKeptOut(post, newsletter.id))
    for (const sample of SAMPLES) {
      const posts = newest.slice(0, sample).map((post) => ({ post }))
      if (posts.length < sample) continue
      const groups = [{ mask: maskOf(posts.map((_, index) => index)), recipientCount: 0 }]
      const problems = problemsOf(await renderVariants(ports, { ...site, at }, { newsletter, posts, groups }))
      // The same template is used again and again.
      for (const problem of problems) found.set(formatProblem(problem), problem)
    }
  }
  return [...found.values()]
}

/** One that cannot be shown is told of by itself, and the others are looked at. */
async function newestReadable(site: SiteSource): Promise<Post[]> {
  const readable: Post[] = []
  for (const post of site.posts.filter(({ status }) => status === 'live').sort(newestFirst)) {
    if (readable.length === Math.max(...SAMPLES)) break
    if ((await site.body(post)).body) readable.push(post)
  }
  return readable
}

/** Pictures that the mails would go without, and what is wrong with a template, whatever its posts. */
const SHOWN_TOO = new Set<ProblemCode>([
  'picture.unreadable',
  'theme.logo',
  'mail.picture-weight',
  'mail.no-alt',
  'mail.unsupported',
  'mail.hidden-text',
  'mail.contrast',
  'mail.leftover',
  'mail.text-lacks',
])

/** Those of the mail and its pictures: what else is wrong with a post is told of the post. */
function problemsOf({ problems, leftOut }: RenderedVariants): Problem[] {
  const ofMail = problems.filter(({ code, severity }) => SHOWN_TOO.has(code) || severity === 'error')
  const ofPosts = leftOut.map(({ post, because }) => warning('post.left-out', because, { file: post.file }))
  return [...ofMail, ...ofPosts]
}
