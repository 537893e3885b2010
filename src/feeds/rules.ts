import { failure, type Problem } from '../config/problem.ts'
import { childElements, textContent, type XmlElement } from './xml-element.ts'

/** A rule of its format that an element breaks, with the line on which it stands. */
export function broken(element: XmlElement, message: string): Problem {
  return failure('feeds.invalid', message, { ...(element.line && { line: element.line }) })
}

/** One child of each name, with something in it. */
export function requireOne(parent: XmlElement, names: string[]): Problem[] {
  return names.flatMap((name) => {
    const found = childElements(parent, name)
    if (found.length !== 1) return [broken(parent, `<${parent.name}> must have one <${name}>, not ${found.length}.`)]
    return textOf(parent, name) ? [] : [broken(parent, `<${name}> is empty.`)]
  })
}

/** The children of these names, where present, hold a date. */
export function requireDates(parent: XmlElement, names: string[], isDate: (text: string) => boolean): Problem[] {
  return names
    .flatMap((name) => childElements(parent, name))
    .filter((element) => !isDate(textContent(element)))
    .map((element) => broken(element, `<${element.name}> holds "${textContent(element)}", which is not a date.`))
}

/** The channel or feed says where it is reached, so that a copy of it still leads here. */
export function requireSelfLink(parent: XmlElement, name: string): Problem[] {
  const links = childElements(parent, name)
  if (links.some((link) => link.attributes.rel === 'self' && URL.canParse(link.attributes.href ?? ''))) return []
  return [broken(parent, `<${parent.name}> has no <${name} rel="self"> with an absolute URL.`)]
}

/** Readers take two entries of one id for one. A missing id is another rule's. */
export function requireUnique(ids: string[]): Problem[] {
  const doubled = new Set(ids.filter((id, index) => id !== '' && ids.indexOf(id) !== index))
  return [...doubled].map((id) => failure('feeds.invalid', `Two entries have the id ${id}.`))
}

export function textOf(parent: XmlElement, name: string): string {
  const [child] = childElements(parent, name)
  return child ? textContent(child).trim() : ''
}
