import type { Element, Root } from 'hast'
import { type Problem, warning } from '../../config/problem.ts'
import type { BodyContext } from '../body-context.ts'
import { eachElement } from '../each-element.ts'
import { property } from '../element.ts'

/** Links within a post, as `#here`, that no heading and nothing else of it is called by. URLs are absolute by now. */
export function deadFragments(tree: Root): string[] {
  const ids = new Set<string>()
  const headings = new Set<string>()
  const targets = new Set<string>()
  eachElement(tree, (node) => {
    const { properties, data, tagName } = node
    if (properties.id !== undefined) ids.add(property(node, 'id') ?? '')
    if (/^h[1-6]$/.test(tagName)) headings.add(lettersOf(wordsOf(node)))
    if (tagName === 'a' && properties.name !== undefined) ids.add(property(node, 'name') ?? '')
    if (data?.localTarget !== undefined) targets.add(data.localTarget)
  })
  // Engines do not agree on how a heading's words make its id.
  for (const id of ids) headings.add(lettersOf(id))
  const isThere = (target: string) => ids.has(target) || headings.has(lettersOf(target))
  return [...targets].filter((target) => !isThere(target) && !isOfPage(target)).map((target) => `#${target}`)
}

function wordsOf(node: Element): string {
  return node.children
    .map((child) => (child.type === 'text' ? child.value : child.type === 'element' ? wordsOf(child) : ''))
    .join('')
}

function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}

/** What themes call parts of their pages, and what scripts and browsers read: none of them is in a post's text. */
function isOfPage(target: string): boolean {
  return PARTS.test(target) || /[/!=?&]|^:~:|^fn/.test(target)
}

const PARTS =
  /^(?:(?:page-?|back-?to-?)?top|up|toc|tableofcontents|table-of-contents|contents?|main|main-content|header|footer|nav|navbar|menu|sidebar|body|page|article|post|posts|post-content|search|share|about|contact|subscribe|newsletter|related|related-posts|authors?|tags|categories|comments?|respond|disqus_thread|utterances|giscus|isso(?:-thread)?|remark42|cusdis(?:_thread)?|commento|hyvor.*|waline|twikoo|gitalk.*|valine|vcomments|webmentions?|hcb_.*)$/i

/** A warning for each, with the line where it is written first. */
export function deadLinkProblems(links: string[], text: string, { post, firstLine }: BodyContext): Problem[] {
  return links.slice(0, MOST).map((link) => {
    const line = lineOf(link, text)
    const shown = link.length > MOST_SHOWN ? `${link.slice(0, MOST_SHOWN)}…` : link
    const what = link.startsWith('#') ? 'nothing in the post is called so' : 'the site has nothing there'
    return warning('body.dead-link', `The link ${shown} leads nowhere: ${what}.`, {
      hint: 'Correct it, or take it out.',
      file: post.file,
      ...(line !== undefined && { line: firstLine + line }),
    })
  })
}

/** Of one post; each costs a search through its text. */
const MOST = 20
const MOST_SHOWN = 100

/** Counted from 0; undefined where it is written in another form, or comes out of a shortcode. */
function lineOf(link: string, text: string): number | undefined {
  for (let at = text.indexOf(link); at >= 0; at = text.indexOf(link, at + link.length)) {
    const [before = '', after = ''] = [text[at - 1], text[at + link.length]]
    if (!/[\w/#-]/.test(before) && !/[\w/-]/.test(after)) return text.slice(0, at).split('\n').length - 1
  }
  return undefined
}
