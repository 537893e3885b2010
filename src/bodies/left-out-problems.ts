import type { Element } from 'hast'
import { type Problem, warning } from '../config/problem.ts'
import { eachElement } from '../posts/each-element.ts'
import { property } from '../posts/element.ts'
import type { Body } from '../posts/post.ts'
import { schemeOf } from '../posts/scheme.ts'
import { LINK_SCHEMES, STRIPPED_TAGS, WEB_SCHEMES } from './allow-list.ts'

/** A warning for what a page shows and neither feed nor mail does, and one for addresses that lead nowhere from there. @param file as the person knows it */
export function leftOutProblems({ tree }: Pick<Body, 'tree'>, file: string): Problem[] {
  const tags = new Map<string, number>()
  const schemes = new Map<string, number>()
  eachElement(tree, (node) => {
    const isUnopened = STRIPPED_TAGS.includes(node.tagName)
    if (isSeen(node)) count(tags, `<${node.tagName}>`)
    const scheme = isUnopened ? undefined : refusedScheme(node)
    if (scheme !== undefined) count(schemes, `${scheme}:`)
    return isUnopened ? 'skip' : undefined
  })
  return [...elementProblems(tags, file), ...schemeProblems(schemes, file)]
}

const UNSEEN = new Set(['style', 'template', 'title', 'noembed', 'noframes', 'math', 'option'])
const UNSEEN_INPUTS = new Set(['hidden', 'checkbox'])

/** What a page shows of it, as far as one can tell. */
function isSeen(node: Element): boolean {
  const { tagName } = node
  if (tagName === 'input') return !UNSEEN_INPUTS.has(property(node, 'type')?.toLowerCase() ?? '')
  if (!STRIPPED_TAGS.includes(tagName) || UNSEEN.has(tagName)) return false
  if (tagName === 'svg') return property(node, 'ariaHidden') !== 'true'
  if (tagName === 'script') return !/json|template/i.test(property(node, 'type') ?? '')
  return true
}

const ADDRESSES = ['src', 'url', 'data', 'poster']

function refusedScheme(node: Element): string | undefined {
  if (node.tagName === 'a') return refused(property(node, 'href'), LINK_SCHEMES)
  for (const name of ADDRESSES) {
    const scheme = refused(property(node, name), WEB_SCHEMES)
    if (scheme !== undefined) return scheme
  }
  return undefined
}

function refused(url: string | undefined, allowed: string[]): string | undefined {
  const scheme = url && schemeOf(url)
  return scheme && !allowed.includes(scheme) ? scheme : undefined
}

function elementProblems(tags: ReadonlyMap<string, number>, file: string): Problem[] {
  if (tags.size === 0) return []
  const hint = 'Say in words or by a picture what readers are to know; of an <svg>, its <title> is shown.'
  return [warning('body.left-out', `Feeds and mails cannot show ${listOf(tags)}.`, { hint, file })]
}

function schemeProblems(schemes: ReadonlyMap<string, number>, file: string): Problem[] {
  if (schemes.size === 0) return []
  const hint = 'Links lead by http, https, mailto and tel, pictures by http and https; what a link says is shown.'
  return [warning('body.scheme', `Feeds and mails go without addresses by ${listOf(schemes)}.`, { hint, file })]
}

function listOf(counts: ReadonlyMap<string, number>): string {
  return Array.from(counts, ([name, times]) => (times > 1 ? `${name} (${times} times)` : name)).join(', ')
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1)
}
