import type { Element } from 'hast'
import { eachElement } from '../each-element.ts'
import { property, textOf } from '../element.ts'

/** What a page puts around and into a post. */
interface PageRule {
  what: string
  tags?: string[]
  /** One of the words of which its classes, or its id, are made. */
  named?: RegExp
  also?(node: Element): boolean
}

const named = (words: string) => new RegExp(`^(?:${words.trim().replace(/\s+/g, '|')})$`, 'i')

/** What goes, unless words of the post itself stand in it. */
const RULES: PageRule[] = [
  { what: 'programs and settings', tags: ['script', 'style', 'template', 'link', 'meta', 'title', 'base'] },
  { what: 'forms', tags: ['form', 'select', 'textarea', 'dialog'], also: isAsked },
  { what: 'copy buttons', tags: ['button', 'clipboard-copy'], named: named('copy clipboard copybtn copycode') },
  {
    what: 'ways through the site',
    tags: ['nav'],
    named: named(
      'navigation breadcrumb breadcrumbs pagination pager paginator prevnext prev-next menu sidebar skip-link',
    ),
    also: (node) => property(node, 'role') === 'navigation',
  },
  { what: 'share bars', named: named('share sharing shares social socials addtoany sharethis sharedaddy') },
  { what: 'comments', named: named('comments disqus giscus utterances webmentions') },
  { what: 'other posts', named: named('related recommended recommendations readnext read-next also-like') },
  { what: 'sign-ups', named: named('newsletter subscribe subscription signup sign-up') },
  { what: 'facts about the post', named: named('meta postmeta byline reading-time readingtime dateline tags taglist') },
  { what: 'links for editors', named: named('edit-page edit-link editpage edit-this-page') },
  { what: 'words for screen readers alone', named: named('sr-only visually-hidden screen-reader-text sronly') },
  { what: 'links of headings to themselves', also: isAnchor },
]

/** It goes even with words of the post, which are there twice. */
const TABLE_OF_CONTENTS: PageRule = {
  what: 'tables of contents',
  tags: ['nav'],
  named: named('toc tableofcontents table-of-contents markdown-toc on-this-page'),
}

/** @param isOfPost whether words of the post stand in it */
export function isOfPage(node: Element, isOfPost: boolean): boolean {
  if (applies(TABLE_OF_CONTENTS, node) && leadsOnlyInside(node)) return true
  return !isOfPost && RULES.some((rule) => applies(rule, node))
}

/** What parts a post from the page around it, though it is none of the above. */
export function isBorder(node: Element): boolean {
  return ['header', 'footer', 'aside', 'time'].includes(node.tagName)
}

function applies({ tags, named: names, also }: PageRule, node: Element): boolean {
  return Boolean(tags?.includes(node.tagName) || (names && hasName(node, names)) || also?.(node))
}

/** `post-share`, `share_links`, `ShareBar`: each of their words, and what two beside each other make. */
function hasName(node: Element, names: RegExp): boolean {
  const written = `${property(node, 'className') ?? ''} ${property(node, 'id') ?? ''}`.slice(0, MOST_NAMES)
  return written.split(/\s+/).some((name) => {
    const words = name.replace(/([a-z])([A-Z])/g, '$1-$2').split(/[-_:]+/)
    return [name, ...words, ...words.slice(1).map((word, i) => `${words[i]}-${word}`)].some((word) => names.test(word))
  })
}

const MOST_NAMES = 500

function isAnchor(node: Element): boolean {
  const href = node.tagName === 'a' ? property(node, 'href') : undefined
  if (!href || !/^#./.test(href) || property(node, 'role')?.startsWith('doc-')) return false
  if (/footnote|^#fn/i.test(`${href} ${property(node, 'className') ?? ''} ${Object.keys(node.properties)}`))
    return false
  const isNamed = /anchor|permalink|headerlink|heading-link/i.test(property(node, 'className') ?? '')
  return isNamed || property(node, 'ariaHidden') === 'true' || /^[#¶§🔗]$/u.test(textOf(node.children).trim())
}

function leadsOnlyInside(node: Element): boolean {
  let count = 0
  let isInside = true
  eachElement(node, (each) => {
    if (each.tagName !== 'a') return
    count++
    if (!property(each, 'href')?.includes('#')) isInside = false
  })
  return count > 0 && isInside
}

/** Something to fill in; a tick in a list is the post's. */
function isAsked(node: Element): boolean {
  return node.tagName === 'input' && property(node, 'type') !== 'checkbox'
}
