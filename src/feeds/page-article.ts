import type { Element, ElementContent, Root } from 'hast'
import { toHtml } from 'hast-util-to-html'
import { isBorder, isOfPage } from '../posts/built/page-rules.ts'
import { Shingles, wordsOf } from '../posts/built/shingles.ts'
import { eachElement } from '../posts/each-element.ts'
import { property, textOf } from '../posts/element.ts'
import { dropHidden } from '../posts/markdown/hidden-elements.ts'
import { parseHtml } from '../posts/markdown/parse-html.ts'

export type PageArticle = { html: string } | { /** Half a sentence. */ fault: string }

/** What says of itself that it is a post's text: microformats, schema.org, and the themes of what most blogs are written with. */
const NAMED =
  /^(?:e-content|entry-content|post-content|article-content|article-body|articlebody|post-body|post__content|gh-content|available-content|body-markup)$/i
const BLOCKS = new Set(['p', 'pre', 'blockquote', 'ul', 'ol', 'dl', 'table', 'figure', 'h2', 'h3', 'h4'])
const HOLDERS = new Set(['div', 'section', 'article', 'main', 'body', 'td'])
/** Of a summary's runs of words, so many must be in a text that nothing names. */
const LEAST_FOUND = 0.4

/**
 * The article of a post's own page: what is named as one, else the element with most text in blocks of its own, if the words of the summary
 * are in it. What a page puts into a post is taken out.
 * @param summary as the feed has it, in HTML @throws TooMuch
 */
export function pageArticle(page: string, summary: string): PageArticle {
  const tree = parseHtml(page)
  dropHidden(tree)
  const teaser = parseHtml(summary)
  const marked = markedIn(tree)
  const article = marked ?? mostTextIn(tree)
  if (!article) return { fault: 'no text is found on its page' }
  dropOfPage(article)
  const [all, some] = [article.children as ElementContent[], teaser.children as ElementContent[]].map(wordCount)
  if ((all ?? 0) <= (some ?? 0)) return { fault: 'its page says no more than the feed' }
  if (!marked && !holds(article, teaser)) return { fault: 'the words of the feed are not on its page' }
  return { html: toHtml(article.children).trim() }
}

function wordCount(nodes: ElementContent[]): number {
  return wordsOf(textOf(nodes)).length
}

/** None where several stand beside each other, as in a list of posts. */
function markedIn(tree: Root): Element | undefined {
  const found: Element[] = []
  const visit = (node: Root | Element) => {
    for (const child of node.children) {
      if (child.type !== 'element') continue
      if (isMarked(child) && textOf(child.children).trim() !== '') found.push(child)
      else visit(child)
    }
  }
  visit(tree)
  return found.length === 1 ? found[0] : undefined
}

function isMarked(node: Element): boolean {
  const names = `${property(node, 'className') ?? ''}`.slice(0, MOST_NAMES).split(/\s+/)
  return names.some((name) => NAMED.test(name)) || /\barticleBody\b/.test(property(node, 'itemProp') ?? '')
}

const MOST_NAMES = 500

/** Text in links is of lists and menus. An element gets half of what those in it have, so that sections are held together. */
function mostTextIn(tree: Root): Element | undefined {
  let best: { node: Element; score: number } | undefined
  const visit = (node: Root | Element): number => {
    let own = 0
    let below = 0
    for (const child of node.children) {
      if (child.type !== 'element' || isBorder(child) || isOfPage(child, false)) continue
      if (BLOCKS.has(child.tagName)) own += textLength(child)
      else below += visit(child)
    }
    const score = own + below / 2
    if (node.type === 'element' && HOLDERS.has(node.tagName) && score > (best?.score ?? 0)) best = { node, score }
    return score
  }
  visit(tree)
  return best?.node
}

function textLength(block: Element): number {
  let linked = 0
  eachElement({ type: 'root', children: [block] }, ({ tagName, children }) => {
    if (tagName === 'a') linked += textOf(children).length
  })
  return Math.max(0, textOf([block]).length - 2 * linked)
}

function dropOfPage(node: Element): void {
  const isKept = (child: ElementContent) => child.type !== 'element' || !(isBorder(child) || isOfPage(child, false))
  node.children = node.children.filter(isKept)
  for (const child of node.children) if (child.type === 'element') dropOfPage(child)
}

function holds(article: Element, teaser: Root): boolean {
  const runs = Shingles.of(teaser)
  const root: Root = { type: 'root', children: [article] }
  return (runs.measure(root).get(root)?.covered ?? 0) >= runs.size * LEAST_FOUND
}
