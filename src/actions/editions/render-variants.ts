import type { NewsletterConfig } from '../../config/config.ts'
import { type Problem, warning } from '../../config/problem.ts'
import { columnWidth } from '../../config/theme.ts'
import { MailSeries } from '../../editions/mail-series.ts'
import { indexesIn } from '../../editions/mask.ts'
import { type PlannedMail, plannedInput } from '../../editions/plan.ts'
import { clockOf, renderVariant } from '../../editions/render-variant.ts'
import type { CommonInput } from '../../editions/stored-input.ts'
import { subjectOf } from '../../editions/subject.ts'
import { unshownPosts } from '../../editions/unshown-posts.ts'
import type { Variant } from '../../editions/variant.ts'
import type { MailNote, MailPost, TemplateFiles } from '../../editions/variant-input.ts'
import type { Post } from '../../posts/post.ts'
import type { Scan } from '../record-scan.ts'
import { commonInput, mailLook } from './common-input.ts'
import { findFault } from './find-fault.ts'
import type { LeftOut } from './left-out.ts'
import { lightMails } from './light-mails.ts'
import { MANY_MAILS, packed } from './packed-mail.ts'
import { type PreparedPosts, preparePosts } from './prepare-posts.ts'
import type { RenderPorts } from './render-ports.ts'

export interface RenderRequest {
  newsletter: NewsletterConfig
  posts: { post: Post }[]
  groups: { mask: number; recipientCount: number }[]
  /** Undefined for a test. */
  number?: number
  test?: boolean
  /** What its editor put above the posts. */
  note?: MailNote
  /** Posts that were made ready before. */
  prepared?: PreparedPosts
}

/** `pictureBytes`: what the pictures weigh that it loads from us, where that is known. */
export type RenderedMail = Variant & { recipientCount: number; pictureBytes?: number }

export interface RenderedVariants {
  templates: TemplateFiles
  /** Empty where something stands in the way. */
  variants: RenderedMail[]
  /** What a plan's id hashes. */
  planned: PlannedMail[]
  /** What the variants were made of, but for their masks and posts. */
  input: CommonInput
  mailPosts: MailPost[]
  /** Posts that must go without the others: leave them out, and render again. */
  leftOut: LeftOut[]
  /** With an error where no post is to blame. */
  problems: Problem[]
}

/** One variant for each group of people who get the same posts; with smaller pictures, where they are too heavy together. */
export async function renderVariants(
  ports: RenderPorts,
  scan: Pick<Scan, 'at' | 'body' | 'params'>,
  request: RenderRequest,
): Promise<RenderedVariants> {
  const { prepared = new Map() } = request
  const whole = { ...request, prepared }
  const rendered = await renderOnce(ports, scan, whole)
  const light = await lightMails(ports, rendered, whole)
  if (!light) return rendered
  return light.weigh(light.again ? await renderOnce(ports, scan, light.again) : rendered)
}

async function renderOnce(
  ports: RenderPorts,
  scan: Pick<Scan, 'at' | 'body' | 'params'>,
  request: RenderRequest,
): Promise<RenderedVariants> {
  const { templates, theme, logo, problems } = await mailLook(ports)
  const input = commonInput(ports.config, request, { templates, logo, date: scan.at, params: scan.params })
  const { posts, groups, prepared = new Map() } = request
  const needed = [...new Set(groups.flatMap(({ mask }) => indexesIn(mask)))].sort((a, b) => a - b)
  const ready = await preparePosts(
    ports,
    scan,
    needed.flatMap((index) => posts[index]?.post ?? []),
    prepared,
    columnWidth(theme),
  )
  const found: RenderedVariants = { templates, variants: [], planned: [], input, mailPosts: [], ...ready }
  found.problems = [...problems, ...found.problems]
  if (ready.leftOut.length > 0) return found
  // No post knows it, and each variant may have the same.
  const placeholder = ports.newPlaceholder()
  const series = new MailSeries(templates, clockOf(input))
  for (const { mask, recipientCount } of groups) {
    const chosen = indexesIn(mask).flatMap((index) => posts[index]?.post ?? [])
    const mailPosts = chosen.flatMap(({ id }) => prepared.get(id)?.mailPost ?? [])
    const own = { ...input, placeholder, posts: mailPosts, mask }
    const sent = await renderVariant(own, series)
    if (!sent.variant || sent.problems.some(isError)) {
      const fault = await findFault(input, mailPosts, sent.problems.filter(isError))
      const leftOut = chosen.flatMap((post) => {
        const because = fault.posts.get(post.id)
        return because ? [{ post, reason: 'unmailable' as const, because }] : []
      })
      const rest = leftOut.length > 0 ? [] : sent.problems
      return { ...found, variants: [], planned: [], leftOut, problems: [...found.problems, ...rest] }
    }
    const unshown = unshownPosts(sent.variant.html, mailPosts)
    found.leftOut.push(
      ...chosen
        .filter(({ id }) => unshown.has(id))
        .map((post) => ({ post, reason: 'template' as const, because: UNSHOWN })),
    )
    const unseen = [
      ...unshownNote(request.note, sent.variant.html),
      ...unshownIntros(chosen, mailPosts, sent.variant.html),
    ]
    for (const problem of [...sent.problems, ...unseen])
      if (!found.problems.some((other) => saysTheSame(other, problem))) found.problems.push(problem)
    const mail: RenderedMail = { ...sent.variant, recipientCount }
    found.variants.push(groups.length < MANY_MAILS ? mail : packed(mail))
    found.planned.push({ subject: subjectOf(mailPosts, own.site.language), input: plannedInput(own) })
  }
  found.mailPosts = needed.flatMap((index) => prepared.get(posts[index]?.post.id ?? '')?.mailPost ?? [])
  return found
}

/** Of the same place, but for the sizes of two variants: it is said once an edition. */
function saysTheSame(one: Problem, other: Problem): boolean {
  const [a, b] = [one, other].map(({ code, file, line, message }) => [
    code,
    file,
    line,
    message.replace(/[\d,.]+/g, '#'),
  ])
  return String(a) === String(b)
}

const UNSHOWN = "The newsletter's template shows other posts, and not this one."

/** Of a template that is older than notes are. */
function unshownNote(note: MailNote | undefined, html: string): Problem[] {
  if (!note?.html || html.includes(note.html)) return []
  const hint = 'Print it where it is to stand: {{ note | raw }}.'
  return [warning('mail.unshown', "No template shows the edition's note.", { hint })]
}

/** Of a template that is older than they are. */
function unshownIntros(posts: Post[], mailPosts: MailPost[], html: string): Problem[] {
  const unshown = new Set(mailPosts.flatMap(({ id, intro }) => (intro && !html.includes(intro.html) ? [id] : [])))
  return posts
    .filter(({ id }) => unshown.has(id))
    .map(({ file }) =>
      warning('mail.unshown', 'No template shows what newsletter.intro of this post says.', {
        hint: 'Print it where it is to stand: {{ post.intro | raw }}.',
        file,
      }),
    )
}

function isError({ severity }: Problem): boolean {
  return severity === 'error'
}
