import type { Element } from '@xmldom/xmldom'
import { failure, type Problem } from '../config/problem.ts'
import { childElements } from './xml-tree.ts'

/** A rule of its format that an element breaks, with the line on which it stands. */
export function broken(element: Element, message: string): Problem {
  return failure('feeds.invalid', message, { ...(element.lineNumber && { line: element.lineNumber }) })
}

/** One child of each name, with something in it. */
export function requireOne(parent: Element, names: string[]): Problem[] {
  return names.flatMap((name) => {
    const found = childElements(parent, name)
    if (found.length !== 1)
      return [broken(parent, `<${parent.nodeName}> must have one <${name}>, not ${found.length}.`)]
    return textOf(parent, name) ? [] : [broken(parent, `<${name}> is empty.`)]
  })
}

/** The children of these names, where present, hold a date. */
export function requireDates(parent: Element, names: string[], isDate: (text: string) => boolean): Problem[] {
  return names
    .flatMap((name) => childElements(parent, name))
    .filter((element) => !isDate(element.textContent ?? ''))
    .map((element) => broken(element, `<${element.nodeName}> holds "${element.textContent}", which is not a date.`))
}

/** The channel or feed says where it is reached, so that a copy of it still leads here. */
export function requireSelfLink(parent: Element, name: string): Problem[] {
  const links = childElements(parent, name)
  if (links.some((link) => link.getAttribute('rel') === 'self' && URL.canParse(link.getAttribute('href') ?? '')))
    return []
  return [broken(parent, `<${parent.nodeName}> has no <${name} rel="self"> with an absolute URL.`)]
}

/** Readers take two entries of one id for one. A missing id is another rule's. */
export function requireUnique(ids: string[]): Problem[] {
  const doubled = new Set(ids.filter((id, index) => id !== '' && ids.indexOf(id) !== index))
  return [...doubled].map((id) => failure('feeds.invalid', `Two entries have the id ${id}.`))
}

export function textOf(parent: Element, name: string): string {
  return childElements(parent, name)[0]?.textContent?.trim() ?? ''
}
