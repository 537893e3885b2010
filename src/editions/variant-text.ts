import { FOOTER_LINE } from './spoken-text.ts'
import type { TemplateModel, TemplatePost } from './template-model.ts'
import { underlined, wrapped } from './text-lines.ts'
import type { MailPost, VariantInput } from './variant-input.ts'

/** The text part of a mail: one post whole, unless it is to be a teaser, or several as summaries with their links. */
export function variantText(model: TemplateModel, input: VariantInput): string {
  const [only] = model.posts
  const stories =
    model.posts.length === 1 && only && input.newsletter.onePost !== 'teaser'
      ? [wholePost(only, input.posts[0], model)]
      : model.posts.map((post, index) => summarised(post, input.posts[index], model))
  return `${[masthead(model), ...stories, footer(model)].join('\n\n\n')}\n`
}

function masthead(model: TemplateModel): string {
  const dateline = [model.number, model.date].filter(Boolean).join(' · ')
  return paragraphs([
    model.isTest && wrapped(`*** ${model.words.testNote} ***`),
    [model.newsletter.title, dateline].join('\n'),
    model.links.archive && `${model.words.readOnline}\n${model.links.archive}`,
  ])
}

function wholePost(post: TemplatePost, own: MailPost | undefined, { words }: TemplateModel): string {
  const text = own?.text.trim() ?? ''
  return paragraphs([introOf(own), heading(post), text, `${words.readOnWeb}\n${post.url}`])
}

function summarised(post: TemplatePost, own: MailPost | undefined, { words }: TemplateModel): string {
  return paragraphs([introOf(own), heading(post), wrapped(post.summary), `${words.continueReading}\n${post.url}`])
}

function introOf(post: MailPost | undefined): string | null {
  return post?.intro?.text.trim() || null
}

function heading(post: TemplatePost): string {
  return `${underlined(post.title)}\n${[post.date, post.readingTime].filter(Boolean).join(' · ')}`
}

function footer({ words, links, site }: TemplateModel): string {
  return paragraphs([
    FOOTER_LINE,
    wrapped(words.reason),
    links.preferences && `${words.preferences}\n${links.preferences}`,
    `${words.unsubscribe}\n${links.unsubscribe}`,
    [site.title, site.url].join('\n'),
    site.postalAddress && `${words.postalAddress}\n${site.postalAddress}`,
  ])
}

function paragraphs(parts: (string | null | false)[]): string {
  return parts.filter(Boolean).join('\n\n')
}
