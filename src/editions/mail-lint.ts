import type { Element, Root } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { visit } from 'unist-util-visit'
import { leftoversIn, NOTES } from '../bodies/leftover-problems.ts'
import { problemsOfLinks } from '../bodies/link-problems.ts'
import { failure, type Problem, warning } from '../config/problem.ts'
import { sayNumber } from '../config/say-number.ts'
import { MOST_HTML_BYTES } from './fit-posts.ts'
import { lintContrast } from './lint-contrast.ts'
import { lintHidden, lintMarkup } from './lint-markup.ts'
import { lintSubject, lintText } from './lint-words.ts'
import { placeholderOf, type Variant } from './variant.ts'
import type { MailPost } from './variant-input.ts'

const URL_ATTRIBUTES = ['href', 'src', 'poster', 'background'] as const
const ABSOLUTE = /^([a-z][a-z0-9+.-]*:|#)/i

type LintedPost = Pick<MailPost, 'html'> & Partial<Pick<MailPost, 'title' | 'summary'>>

/**
 * What is wrong with a rendered mail. Errors must not be sent. Of what its posts say, each post is told by itself.
 */
export function lintVariant(variant: Variant, posts: LintedPost[] = []): Problem[] {
  const tree = fromHtml(variant.html)
  const isOurs = (text: string) =>
    !posts.some(({ html }) => [text, text.replaceAll('&', '&#x26;')].some((each) => html.includes(each)))
  return [
    ...lintEach(variant),
    ...lintUnsubscribe(variant, tree),
    ...lintPictures(tree),
    ...lintUrls(tree),
    ...problemsOfLinks(tree, {}, isOurs),
    ...lintLeftovers(tree, posts),
    ...lintMarkup(tree),
    ...lintHidden(tree, variant.preheader),
    ...lintContrast(tree, variant.html),
    ...lintText(tree, variant.text),
  ]
}

/** Of that, what may be wrong with a mail of which each part was looked at before. */
export function lintEach({ subject, html }: Variant): Problem[] {
  return [...lintSubject(subject), ...lintSize(html)]
}

/** Characters by which a post's own words are known; what follows may be escaped there. */
const BEGINNING = 7

/** Of the template: a place that it did not fill in is an error of its own (template-words.ts). */
function lintLeftovers(tree: Root, posts: LintedPost[]): Problem[] {
  const said = posts.flatMap(({ html, title, summary }) => [html, title ?? '', summary ?? ''])
  const isPosts = (excerpt: string) => said.some((text) => text.includes(excerpt.slice(0, BEGINNING)))
  const hint = 'Write what is to stand there.'
  return leftoversIn(tree, NOTES)
    .filter((excerpt) => !isPosts(excerpt))
    .map((excerpt) => warning('mail.leftover', `The mail still says "${excerpt}".`, { hint }))
}

function lintSize(html: string): Problem[] {
  const bytes = Buffer.byteLength(html)
  if (bytes <= MOST_HTML_BYTES) return []
  const figures = `${sayNumber(bytes)} bytes of HTML; Gmail cuts it off after ${sayNumber(MOST_HTML_BYTES)} or little more`
  return [warning('mail.too-big', `The mail has ${figures}.`, { hint: 'Send fewer or shorter posts.' })]
}

/** Whoever cannot find the link marks the mail as spam; the law wants it, too. */
function lintUnsubscribe(variant: Variant, tree: Root): Problem[] {
  const placeholder = placeholderOf(variant)
  const isInHtml = elements(tree).some(
    ({ tagName, properties }) => tagName === 'a' && String(properties.href).includes(placeholder),
  )
  const missing = [!isInHtml && 'HTML', !variant.text.includes(placeholder) && 'text'].filter(Boolean)
  const hint = 'Put <a href="{{ links.unsubscribe }}"> into the template.'
  return missing.map((part) =>
    failure('mail.no-unsubscribe', `The mail's ${part} part has no unsubscribe link.`, { hint }),
  )
}

function lintPictures(tree: Root): Problem[] {
  return elements(tree)
    .filter(({ tagName, properties }) => tagName === 'img' && properties.alt === undefined)
    .map(({ properties }) => {
      const hint = 'Write in a few words what it shows: many readers see no pictures.'
      return warning('mail.no-alt', `The picture ${properties.src ?? ''} has no alt text.`, { hint })
    })
}

function lintUrls(tree: Root): Problem[] {
  const relative = elements(tree).flatMap(({ properties }) =>
    URL_ATTRIBUTES.map((name) => properties[name]).filter((url) => typeof url === 'string' && !ABSOLUTE.test(url)),
  )
  const hint = 'Write it out, beginning with https://.'
  return [...new Set(relative)].map((url) =>
    failure('mail.relative-url', `"${url}" leads nowhere from a mail.`, { hint }),
  )
}

function elements(tree: Root): Element[] {
  const found: Element[] = []
  visit(tree, 'element', (element) => {
    found.push(element)
  })
  return found
}
