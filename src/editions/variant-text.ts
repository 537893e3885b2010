import { FOOTER_LINE } from './spoken-text.ts'
import type { TemplateModel, TemplatePost } from './template-model.ts'
import { underlined, wrapped } from './text-lines.ts'
import type { MailPost, VariantInput } from './variant-input.ts'

/**
 * The text part of a mail: one post whole, unless it is to be a teaser; of several those whole that are so in the HTML,
 * before any was cut there, and the others as summaries with their links. @param html what the template made
 */
export function variantText(model: TemplateModel, input: VariantInput, html: string): string {
  const isOnlyOne = model.posts.length === 1 && input.newsletter.onePost !== 'teaser'
  const stories = model.posts.map((post, index) => {
    const isWhole = isOnlyOne || (post.html !== '' && html.includes(post.html))
    return isWhole ? wholePost(post, input.posts[index], model) : summarised(post, input.posts[index], model)
  })
  const note = input.note?.text.trim()
  return framedText(model, note ? [note, ...stories] : stories)
}

/** Between the masthead and the footer of each mail. */
export function framedText(model: TemplateModel, stories: string[]): string {
  const opening = model.greeting ? [masthead(model), model.greeting] : [masthead(model)]
  return `${[...opening, ...stories, footer(model)].join('\n\n\n')}\n`
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
    links.subscribe && `${words.forwarded} ${words.subscribe}\n${links.subscribe}`,
    [site.title, site.url].join('\n'),
    site.postalAddress && `${words.postalAddress}\n${site.postalAddress}`,
  ])
}

function paragraphs(parts: (string | null | false)[]): string {
  return parts.filter(Boolean).join('\n\n')
}
