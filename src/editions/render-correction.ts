import type { Problem } from '../config/problem.ts'
import { readTheme } from '../config/read-theme.ts'
import { wordsFor } from '../words/words-for.ts'
import { lintVariant } from './mail-lint.ts'
import type { RenderedNote } from './note-markdown.ts'
import { withOwnPlaceholder } from './render-variant.ts'
import type { CommonInput } from './stored-input.ts'
import { CORRECTION_TEMPLATE, renderTemplate } from './template.ts'
import { templateModel } from './template-model.ts'
import type { Variant } from './variant.ts'
import type { MailPost } from './variant-input.ts'
import { framedText } from './variant-text.ts'

export interface CorrectionInput {
  /** As for an edition; `links.archive` leads to the one that is corrected. */
  common: CommonInput
  note: RenderedNote
  /** The one that these people got. */
  of: Pick<Variant, 'mask' | 'subject'>
  placeholder: string
}

/** The mail that corrects one variant of an edition: without one where the template has a fault. */
export async function renderCorrection({
  common,
  note,
  of,
  placeholder,
}: CorrectionInput): Promise<{ variant?: Variant; problems: Problem[] }> {
  const { correction, corrects } = wordsFor(common.site.language).mail
  const faults = readTheme(common.templates).problems.filter(({ severity }) => severity === 'error')
  if (faults.length > 0) return { problems: faults }
  const subject = correction(of.subject)
  const posts = [inPlaceOfPosts(common, { subject, preheader: corrects })]
  const input = withOwnPlaceholder({ ...common, posts, mask: of.mask, placeholder })
  const model = {
    ...templateModel(input),
    note: null,
    posts: [],
    correction: { of: of.subject, corrects, html: note.html },
  }
  const clock = { now: input.date, timezone: input.site.timezone, language: input.site.language }
  const mail = await renderTemplate(input.templates, CORRECTION_TEMPLATE, model, clock)
  if ('problems' in mail) return { problems: mail.problems }
  const variant: Variant = {
    mask: of.mask,
    postIds: [],
    language: input.site.language,
    subject,
    preheader: corrects,
    html: mail.html,
    text: framedText(model, [`${corrects}\n"${of.subject}"`, note.text]),
    placeholder,
  }
  return { variant, problems: lintVariant(variant) }
}

/** By it the frame of the mail has a subject and a day; it is shown nowhere. */
function inPlaceOfPosts({ site, date }: CommonInput, said: Pick<MailPost, 'subject' | 'preheader'>): MailPost {
  const { language, timezone, url } = site
  const { offset } = date.toZonedDateTimeISO(timezone)
  const nothing = { id: '', title: '', summary: '', html: '', text: '', tags: [] }
  return { ...nothing, url, language, publishedAt: { instant: date, offset }, ...said }
}
