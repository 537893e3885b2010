import type { Temporal } from 'temporal-polyfill'
import type { Problem } from '../config/problem.ts'
import { PREFERENCES_PLACEHOLDER, preferencesPlaceholder, TOKEN_PLACEHOLDER } from '../subscribers/token.ts'
import { lintVariant } from './mail-lint.ts'
import { renderTemplate } from './template.ts'
import { fillTemplate } from './template-liquid.ts'
import { markTemplates } from './template-marks.ts'
import { templateModel } from './template-model.ts'
import { unfilledPlaces } from './template-words.ts'
import type { Variant } from './variant.ts'
import type { VariantInput } from './variant-input.ts'
import { variantText } from './variant-text.ts'

/**
 * Renders an edition for all who get the same posts. Without a variant where a template has a fault; else with what
 * lintVariant says of it. The same input gives the same bytes.
 */
export async function renderVariant(given: VariantInput): Promise<{ variant?: Variant; problems: Problem[] }> {
  const { input, model, template, clock } = readyFor(given)
  const mail = await renderTemplate(input.templates, template, model, clock)
  if ('problems' in mail) return { problems: mail.problems }
  const variant: Variant = {
    mask: input.mask,
    postIds: input.posts.map((post) => post.id),
    language: input.site.language,
    subject: model.subject,
    preheader: model.preheader,
    html: mail.html,
    text: variantText(model, input),
    ...(input.placeholder && { placeholder: input.placeholder }),
  }
  return { variant, problems: [...lintVariant(variant), ...unfilledPlaces(input.templates, template, model, clock)] }
}

/** Whether its mail would be the same on another date: most are dated by the day. Far cheaper to tell than to lay it out. */
export function isSameOn(date: Temporal.Instant, given: VariantInput): boolean {
  const templates = markTemplates(given.templates)
  const [now, then] = [given, { ...given, date }].map((each) => {
    const { input, model, template, clock } = readyFor(each)
    const filled = fillTemplate(templates, template, model, clock)
    return 'text' in filled ? { html: filled.text, text: variantText(model, input) } : undefined
  })
  return now !== undefined && now.html === then?.html && now.text === then.text
}

function readyFor(given: VariantInput) {
  const input = withOwnPlaceholder(given)
  const { date, site } = input
  const clock = { now: date, timezone: site.timezone, language: site.language }
  return { input, model: templateModel(input), template: templateName(input), clock }
}

/** In our own links alone: what stands in a post stays, and is nobody's token. */
function withOwnPlaceholder(input: VariantInput): VariantInput {
  const { links, placeholder } = input
  if (placeholder === undefined) return input
  const unsubscribe = links.unsubscribe.replace(TOKEN_PLACEHOLDER, placeholder)
  const preferences = links.preferences?.replace(PREFERENCES_PLACEHOLDER, preferencesPlaceholder(placeholder))
  return { ...input, links: { ...links, unsubscribe, ...(preferences && { preferences }) } }
}

/** The digest of one post is that post whole; a template of the operator's own is used as it is. */
function templateName({ newsletter, posts }: VariantInput): string {
  const isSingle = posts.length === 1 && newsletter.template === 'digest'
  return `${isSingle ? 'post' : newsletter.template}.mjml`
}
