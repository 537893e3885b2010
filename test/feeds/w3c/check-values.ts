import type { Element } from '@xmldom/xmldom'
import type { Fault, Finding } from './findings.ts'
import { isFullUri, isLanguage, isMediaType, isUriReference, isWebUrl, isWholeNumber, looksLikeHtml } from './values.ts'
import { children, descendants, nameOf, textOf } from './xml.ts'

/** Reports a fault of an element. */
export type Report = (fault: Fault, element: Element, what: string) => void

export function reporter(): { findings: Finding[]; report: Report } {
  const findings: Finding[] = []
  const report: Report = (fault, element, what) => {
    const parent = element.parentNode as Element | null
    const path = parent?.nodeType === 1 ? `${parent.nodeName}/${element.nodeName}` : element.nodeName
    findings.push({ fault, where: `${path}: ${what}` })
  }
  return { findings, report }
}

/** Names of children → how many there may be: `1` one, `?` at most one, `*` any. Others without a prefix, or of Atom, are not allowed. */
export type Content = Record<string, '1' | '?' | '*'>

export function checkContent(parent: Element, content: Content, report: Report): void {
  for (const [name, count] of Object.entries(content)) {
    const found = children(parent, name).length
    if (count === '1' && found === 0) report('missing', parent, name)
    if (count !== '*' && found > 1) report('duplicate', parent, name)
  }
  for (const child of children(parent)) {
    const name = nameOf(child)
    if (name in content) continue
    if (!name.includes(':') || name.startsWith('atom:')) report('undefined', child, name)
  }
}

export function checkBlank(element: Element, report: Report): void {
  if (textOf(element).trim() === '') report('blank', element, 'nothing in it')
}

export function checkAttribute(
  element: Element,
  name: string,
  isRight: (value: string) => boolean,
  [fault, report]: [Fault, Report],
): void {
  const value = element.getAttribute(name)
  if (value !== null && !isRight(value)) report(fault, element, `${name}="${value}"`)
}

export function checkUri(element: Element, value: string, report: Report): void {
  if (!isFullUri(value.trim())) report('uri', element, value)
}

export function checkPlainText(element: Element | undefined, report: Report): void {
  if (element && looksLikeHtml(textOf(element))) report('html', element, textOf(element))
}

/** What every document may hold: languages, and Media RSS. */
export function checkEverywhere(root: Element, report: Report): void {
  for (const element of [root, ...descendants(root)]) {
    checkAttribute(element, 'xml:lang', (value) => value === '' || isLanguage(value), ['language', report])
    checkAttribute(element, 'xml:base', isUriReference, ['uri', report])
    if (nameOf(element).startsWith('media:')) checkMedia(element, report)
    if (nameOf(element) === 'creativeCommons:license' && !isWebUrl(textOf(element).trim())) {
      report('uri', element, textOf(element))
    }
  }
}

function checkMedia(element: Element, report: Report): void {
  const name = nameOf(element)
  if (['media:content', 'media:thumbnail', 'media:player'].includes(name)) {
    const needsUrl = name !== 'media:content'
    if (needsUrl && !element.hasAttribute('url')) report('missing', element, 'url')
    checkAttribute(element, 'url', isWebUrl, ['uri', report])
    for (const size of ['width', 'height', 'fileSize']) {
      checkAttribute(element, size, (value) => isWholeNumber(value, 1), ['number', report])
    }
    checkAttribute(element, 'type', isMediaType, ['type', report])
  }
  if (!['media:title', 'media:description', 'media:text'].includes(name)) return
  const type = element.getAttribute('type') ?? 'plain'
  if (type !== 'plain' && type !== 'html') report('type', element, type)
  if (type === 'plain') checkPlainText(element, report)
}
