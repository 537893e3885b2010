import type { Element, Root, Text } from 'hast'
import { eachElement, someElement } from '../each-element.ts'
import { element, hasClass, property, textOf } from '../element.ts'

/**
 * Other programs' own ways of writing what every renderer has (coloured code, footnotes, columns, frames of videos), as they are
 * written here, in place. What they put beside the words for browsers alone goes: numbers of lines, links of headings to themselves.
 */
export function settleGiven(tree: Root): void {
  eachElement(tree, (node, parent, index) => {
    const code = isColoured(node) ? plainCode(node, parent) : undefined
    if (code) {
      parent.children.splice(index, 1, code)
      return 'skip'
    }
    if (/^h[1-6]$/.test(node.tagName)) dropSelfLinks(node)
    else if (node.tagName === 'th' || node.tagName === 'td') alignByAttribute(node)
    else if (node.tagName === 'a') nameFootnoteLink(node)
    else if (node.tagName === 'code') dropNoLanguage(node)
    else if (node.tagName === 'div' && hasClass(node, 'footnotes')) node.tagName = 'section'
    else if (isVideoFrame(node)) parent.children.splice(index, 1, ...node.children)
    else if (node.tagName === 'iframe') dropIdleTitle(node)
    return undefined
  })
}

const COLOURED = ['highlight', 'highlighter-rouge', 'chroma']
const COLOURED_BLOCKS = ['astro-code', 'shiki']

function isColoured(node: Element): boolean {
  const isAround = ['div', 'figure'].includes(node.tagName) && COLOURED.some((name) => hasClass(node, name))
  return isAround || (node.tagName === 'pre' && COLOURED_BLOCKS.some((name) => hasClass(node, name)))
}

/** Of code with numbered lines in a table, the second cell. */
function plainCode(highlight: Element, parent: Root | Element): Element | undefined {
  const blocks: Element[] = []
  let languageOfPre: string | undefined
  eachElement(highlight, (node) => {
    if (node.tagName === 'pre') languageOfPre ??= languageOf(node)
    if (node.tagName === 'code' || (node.tagName === 'pre' && !holdsCode(node))) blocks.push(node)
  })
  const code = blocks.at(-1)
  if (!code) return undefined
  const around = parent.type === 'element' ? languageOf(parent) : undefined
  const language = languageOf(code) ?? languageOfPre ?? languageOf(highlight) ?? around
  dropLineNumbers(code)
  return element('pre', {}, [
    element('code', { className: language && [`language-${language}`] }, [textOf(code.children)]),
  ])
}

function holdsCode(node: Element): boolean {
  return someElement(node, ({ tagName }) => tagName === 'code' || tagName === 'pre')
}

/** Words for code in no language. */
const NO_LANGUAGE = new Set(['plaintext', 'fallback'])

function languageOf(node: Element): string | undefined {
  const name =
    property(node, 'dataLang') ??
    property(node, 'dataLanguage') ??
    /(?:^|\s)language-(\S+)/.exec(property(node, 'className') ?? '')?.[1]
  return name === undefined || name === '' || NO_LANGUAGE.has(name) ? undefined : name
}

function dropNoLanguage(code: Element): void {
  if (hasClass(code, 'highlighter-rouge')) delete code.properties.className
  else if (languageOf(code) === undefined && property(code, 'className') !== undefined) delete code.properties.className
}

function dropLineNumbers(tree: Element): void {
  tree.children = tree.children.filter((node) => node.type !== 'element' || !isLineNumber(node))
  for (const child of tree.children) if (child.type === 'element') dropLineNumbers(child)
}

/** Nobody copies them. */
function isLineNumber(node: Element): boolean {
  const classes = ['ln', 'lnt', 'lineno', 'gutter', 'line-number', 'line-numbers']
  return classes.some((name) => hasClass(node, name)) || /user-select:\s*none/.test(property(node, 'style') ?? '')
}

/** What an author styles is no matter. */
function alignByAttribute(cell: Element): void {
  const align = /^\s*text-align:\s*(\w+)\s*;?\s*$/.exec(property(cell, 'style') ?? '')?.[1]
  if (align) cell.properties.align = align
}

function nameFootnoteLink(link: Element): void {
  const role = property(link, 'role')
  if (role === 'doc-noteref') link.properties.className = ['footnote-ref']
  else if (role === 'doc-backlink' || hasClass(link, 'reversefootnote'))
    link.properties.className = ['footnote-backref']
  else if (property(link, 'rel') === 'footnote') link.properties.className = ['footnote-ref']
}

/** A sign that leads to the heading it stands in; of words that do, the words stay. */
function dropSelfLinks(heading: Element): void {
  eachElement(heading, (node, parent, index) => {
    if (node.tagName !== 'a' || !leadsTo(node, heading)) return
    const words = textOf(node.children)
    const isSign = !/[\p{L}\p{N}]/u.test(words) || property(node, 'ariaHidden') === 'true' || isAnchor(node)
    parent.children.splice(index, 1, ...(isSign ? [] : node.children))
    const beside = parent.children[index === 0 ? 0 : index - 1]
    if (isSign && beside?.type === 'text')
      beside.value = index === 0 ? beside.value.trimStart() : trimmed(beside, parent)
  })
}

/** The blank before a sign that is gone, where nothing follows. */
function trimmed(before: Text, { children }: Root | Element): string {
  return children.at(-1) === before ? before.value.trimEnd() : before.value
}

function leadsTo(link: Element, heading: Element): boolean {
  const id = property(heading, 'id') ?? property(link, 'id')
  const href = property(link, 'href')
  return href !== undefined && /^#./.test(href) && (id === undefined || decoded(href.slice(1)) === decoded(id))
}

/** "Link to this heading", "Permalink". */
function isAnchor(link: Element): boolean {
  return /anchor|permalink|headerlink|heading-link|hash/i.test(property(link, 'className') ?? '')
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** `<div style="position: relative; …"><iframe>`: a window that keeps its sides. */
function isVideoFrame({ tagName, properties, children }: Element): boolean {
  const inner = children.filter((child) => child.type !== 'text' || child.value.trim() !== '')
  const [frame] = inner
  const isAlone = inner.length === 1 && frame?.type === 'element' && frame.tagName === 'iframe'
  return tagName === 'div' && isAlone && /position:\s*relative/.test(String(properties.style ?? ''))
}

/** What a program calls every video says nothing. */
function dropIdleTitle(frame: Element): void {
  if (/^(?:youtube|vimeo) video(?: player)?$/i.test(property(frame, 'title') ?? '')) delete frame.properties.title
}
