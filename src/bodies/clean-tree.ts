import type { Element, Root } from 'hast'
import { sanitize } from 'hast-util-sanitize'
import type { Body } from '../posts/post.ts'
import { READING_ALLOWS } from './allow-list.ts'

/** A body's tree for its feed HTML and its text: neither changes it, so that one cleaning, which costs as much as either, is enough for both. */
export function cleanTree({ tree }: Pick<Body, 'tree'>): Root {
  return sanitize(tree, READING_ALLOWS) as Root
}

/** For a class that only the other of the two may say. */
export function withoutClass(element: Element): Element {
  const { className, ...properties } = element.properties
  return className === undefined ? element : { ...element, properties }
}
