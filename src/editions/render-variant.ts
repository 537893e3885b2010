import type { Temporal } from 'temporal-polyfill'
import { type Problem, warning } from '../config/problem.ts'
import { PREFERENCES_PLACEHOLDER, preferencesPlaceholder, TOKEN_PLACEHOLDER } from '../subscribers/token.ts'
import { fitPosts, MOST_HTML_BYTES } from './fit-posts.ts'
import { lintEach, lintVariant } from './mail-lint.ts'
import { MailSeries } from './mail-series.ts'
import { mailSubject } from './subject-pattern.ts'
import { fillTemplate, type LiquidClock } from './template-liquid.ts'
import { markTemplates } from './template-marks.ts'
import { templateModel } from './template-model.ts'
import { unfilledPlaces } from './template-words.ts'
import type { Variant } from './variant.ts'
import type { MailPost, VariantInput } from './variant-input.ts'
import { variantText } from './variant-text.ts'

/**
 * Renders an edition for all who get the same posts. Without a variant where a template has a fault; else with what
 * lintVariant says of it. The same input gives the same bytes.
 * @param series of an edition's variants: what was said of parts of one is not said again of the next
 */
export async function renderVariant(
  given: VariantInput,
  series = new MailSeries(given.templates, clockOf(given)),
): Promise<{ variant?: Variant; problems: Problem[] }> {
  if (series.faults.length > 0) return { problems: series.faults }
  const { input, model, template, clock, problem } = readyFor(given, series)
  if (problem) return { problems: [problem] }
  const whole = await series.render(template, model)
  if ('problems' in whole) return { problems: whole.problems }
  const mail = await shownByGmail(whole, given, series)
  const variant: Variant = {
    mask: input.mask,
    postIds: input.posts.map((post) => post.id),
    language: input.site.language,
    subject: model.subject,
    preheader: model.preheader,
    html: mail.html,
    text: variantText(model, input, whole.html),
    ...(input.placeholder && { placeholder: input.placeholder }),
  }
  const problems = mail.isKnown
    ? lintEach(variant)
    : [...lintVariant(variant, input.posts), ...unfilledPlaces(input.templates, template, model, clock)]
  return { variant, problems: [...mail.cut.map(shownInPart), ...problems] }
}

/** As much as Gmail shows of it. Most mails are far shorter, and are what they are. */
async function shownByGmail(
  { html, isKnown }: { html: string; isKnown: boolean },
  given: VariantInput,
  series: MailSeries,
): Promise<{ html: string; isKnown: boolean; cut: MailPost[] }> {
  let shown = { html, isKnown, cut: [] as MailPost[] }
  let room = Number.POSITIVE_INFINITY
  for (let round = 0; round < ROUNDS && excessOf(shown.html) > 0; round += 1) {
    const whole = given.posts.filter((post) => html.includes(post.html))
    const bodies = whole.reduce((sum, post) => sum + Buffer.byteLength(post.html), 0)
    room = Math.min(room, bodies) - excessOf(shown.html)
    const fitted = new Map(fitPosts(whole, room, given.site.language).map((post) => [post.id, post]))
    const cut = [...fitted.values()].filter(({ isCut }) => isCut)
    if (cut.length === 0) break
    const posts = given.posts.map((post) => fitted.get(post.id) ?? post)
    const { model, template } = readyFor({ ...given, posts }, series)
    const mail = await series.render(template, model)
    if ('problems' in mail) break
    shown = { ...mail, cut }
  }
  return shown
}

/** A template may show more beside a post that is cut, such as its cover, which was in the text before. */
const ROUNDS = 3

function excessOf(html: string): number {
  return Buffer.byteLength(html) - MOST_HTML_BYTES
}

function shownInPart({ title }: MailPost): Problem {
  const message = `The mail shows the beginning of "${title}", with a link to the rest: Gmail would cut the mail off.`
  return warning('mail.cut', message, {
    hint: 'Send it by itself, or make several posts of it, to have more of it read.',
  })
}

/** Whether its mail would be the same on another date: most are dated by the day. Far cheaper to tell than to lay it out. */
export function isSameOn(date: Temporal.Instant, given: VariantInput): boolean {
  const templates = markTemplates(given.templates)
  const [now, then] = [given, { ...given, date }].map((each) => {
    const { input, model, template, clock } = readyFor(each)
    const filled = fillTemplate(templates, template, model, clock)
    return 'text' in filled ? { html: filled.text, text: variantText(model, input, filled.text) } : undefined
  })
  return now !== undefined && now.html === then?.html && now.text === then.text
}

function readyFor(given: VariantInput, series?: MailSeries) {
  const input = withOwnPlaceholder(given)
  const clock = clockOf(input)
  const { subject, problem } = mailSubject(input, clock)
  const model = series ? series.model(input, subject) : templateModel(input, subject)
  return { input, model, template: templateName(input), clock, problem }
}

export function clockOf({ date, site }: Pick<VariantInput, 'date' | 'site'>): LiquidClock {
  return { now: date, timezone: site.timezone, language: site.language }
}

/** In our own links alone: what stands in a post stays, and is nobody's token. */
export function withOwnPlaceholder(input: VariantInput): VariantInput {
  const { links, placeholder } = input
  if (placeholder === undefined) return input
  const unsubscribe = links.unsubscribe.replace(TOKEN_PLACEHOLDER, placeholder)
  const preferences = links.preferences?.replace(PREFERENCES_PLACEHOLDER, preferencesPlaceholder(placeholder))
  return { ...input, links: { ...links, unsubscribe, ...(preferences && { preferences }) } }
}

/** The digest of one post is that post whole, unless it is to be a teaser; a template of the operator's own is used as it is. */
function templateName({ newsletter, posts }: VariantInput): string {
  const isSingle = posts.length === 1 && newsletter.template === 'digest' && newsletter.onePost !== 'teaser'
  return `${isSingle ? 'post' : newsletter.template}.mjml`
}
