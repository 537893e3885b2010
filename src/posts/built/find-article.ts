import type { Element, Root, RootContent } from 'hast'
import { someElement } from '../each-element.ts'
import { textOf } from '../element.ts'
import { isBorder, isOfPage } from './page-rules.ts'
import { type Measure, Shingles, wordsOf } from './shingles.ts'

/** In which a page puts a post; all else is a part of the post itself. */
const CONTAINERS = new Set(['div', 'section', 'article', 'main', 'body', 'html', 'center'])
const OF_TABLES = new Set(['table', 'tbody', 'tr', 'td'])
const MEDIA = new Set(['img', 'picture', 'video', 'audio', 'iframe', 'object', 'embed'])
/** Of a post's runs of words, so many must be on its page. */
const LEAST_FOUND = 0.5
/** And what holds it may lack so many of those that are anywhere on the page. */
const MAY_LACK = 0.02

export type FoundArticle =
  | { article: Root }
  /** `few`: there are hardly words to know it by. */
  | { fault: 'few' | 'unlike' | 'mixed' }

/**
 * The post in a page that the site's engine made of it: what is left of the smallest element that holds all of its words, once what the
 * page puts beside them is gone. In linear time, but for the depth of the page.
 * @param own what Broadsheet makes of the post itself
 */
export function findArticle(page: Root, own: Root, title: string): FoundArticle {
  const shingles = Shingles.of(own)
  if (shingles.size === 0) return { fault: 'few' }
  const measures = shingles.measure(page)
  const all = coveredBy(page, measures)
  if (all < shingles.size * LEAST_FOUND) return { fault: 'unlike' }
  const holder = smallestWith(
    all - Math.floor(all * MAY_LACK),
    page,
    measures,
    someElement(own, ({ tagName }) => tagName === 'table'),
  )
  const article: Root = { type: 'root', children: partsOf(holder, measures, title) as Root['children'] }
  dropOfPage(article, measures, all / 2)
  const found = shingles.measure(article).get(article)
  const isMixed = !found || found.words > shingles.size * MOST_OTHERS + MOST_BESIDE
  return isMixed ? { fault: 'mixed' } : { article }
}

/** A post's own templates may say much that Broadsheet does not know of; more than this is a page around it. */
const MOST_OTHERS = 4
const MOST_BESIDE = 300

type Measures = ReadonlyMap<Root | Element, Measure>

function coveredBy(node: RootContent | Root, measures: Measures): number {
  return node.type === 'element' || node.type === 'root' ? (measures.get(node)?.covered ?? 0) : 0
}

function smallestWith(least: number, page: Root, measures: Measures, hasTables: boolean): Root | Element {
  const mayHold = ({ tagName }: Element) =>
    CONTAINERS.has(tagName) || tagName.includes('-') || (!hasTables && OF_TABLES.has(tagName))
  let holder: Root | Element = page
  for (;;) {
    const children: RootContent[] = holder.children
    const inner = children.find((child) => coveredBy(child, measures) >= least)
    if (inner?.type !== 'element' || !mayHold(inner)) return holder
    holder = inner
  }
}

/** Of what a page puts beside a post in one element with it, before and behind: nothing. */
function partsOf(holder: Root | Element, measures: Measures, title: string): RootContent[] {
  const { children } = holder
  const first = children.findIndex((child) => coveredBy(child, measures) > 0)
  const last = children.findLastIndex((child) => coveredBy(child, measures) > 0)
  const parts = (child: RootContent) => isPart(child, measures, title)
  const before = children.slice(0, first)
  const behind = children.slice(last + 1)
  // In an element that is the post's own all is the post's.
  const isShared = holder.type === 'root' || [...before, ...behind].some(parts)
  if (!isShared) return children
  const begin = before.findLastIndex(parts) + 1
  const end = behind.findIndex(parts)
  const lead = before.slice(begin).filter((child) => isMedia(child))
  const rest = holder.type === 'root' ? [] : behind.slice(0, end < 0 ? behind.length : end)
  return [...lead, ...children.slice(first, last + 1), ...rest]
}

/** Something of the page, which parts the post from what stands beside it. */
function isPart(child: RootContent, measures: Measures, title: string): boolean {
  if (child.type !== 'element') return false
  if (isBorder(child) || isOfPage(child, coveredBy(child, measures) > 0)) return true
  return isTitle(child, title)
}

function isTitle({ tagName, children }: Element, title: string): boolean {
  if (!/^h[1-6]$/.test(tagName)) return false
  const [shown, written] = [textOf(children as Element[]), title].map((text) => wordsOf(text).join(' '))
  return shown !== '' && shown === written
}

/** A picture or a film, without words of its own. */
function isMedia(child: RootContent): boolean {
  if (child.type !== 'element' || textOf([child]).trim() !== '') return false
  return MEDIA.has(child.tagName) || someElement(child, ({ tagName }) => MEDIA.has(tagName))
}

/** @param most of what holds more of the post than this nothing is the page's */
function dropOfPage(node: Root | Element, measures: Measures, most: number): void {
  const kept = node.children.filter((child) => {
    if (child.type !== 'element') return true
    const covered = coveredBy(child, measures)
    return covered > most || !isOfPage(child, covered > 0)
  })
  node.children = kept as typeof node.children
  for (const child of node.children) if (child.type === 'element') dropOfPage(child, measures, most)
}
