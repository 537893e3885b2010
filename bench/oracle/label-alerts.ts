import type { Element, ElementContent, Root } from 'hast'
import { eachElement } from '../../src/posts/each-element.ts'
import { element } from '../../src/posts/element.ts'
import { wordsFor } from '../../src/words/words-for.ts'

const MARKER = /^\s*\[!([a-z]+)\][+-]?(?:[ \t]+([^\n]+))?[ \t]*(?:\n|$)/i

/** `> [!NOTE]`, whose mark Hugo before 0.132 shows: its word in bold in the mark's place, as Broadsheet has it. */
export function labelAlerts(tree: Root, language = 'en'): void {
  const words = new Map(Object.entries(wordsFor(language).posts))
  eachElement(tree, (quote) => {
    const at = quote.tagName === 'blockquote' ? quote.children.findIndex(({ type }) => type === 'element') : -1
    const paragraph = quote.children[at]
    if (paragraph?.type !== 'element' || paragraph.tagName !== 'p') return
    const found = markIn(paragraph.children)
    if (!found) return
    const label = found.title ?? words.get(found.word.toLowerCase()) ?? capitalised(found.word)
    const rest = found.rest.length > 0 ? [{ ...paragraph, children: found.rest }] : []
    quote.children.splice(at, 1, element('p', {}, [element('strong', {}, [label])]), ...rest)
  })
}

function markIn([first, ...more]: Element['children']):
  | { word: string; title?: string; rest: ElementContent[] }
  | undefined {
  const found = first?.type === 'text' ? MARKER.exec(first.value) : null
  if (!found || first?.type !== 'text') return undefined
  const [all, word = '', title] = found
  const value = first.value.slice(all.length)
  // A title that goes on in another element is left as it is.
  if (title && value === '' && !all.endsWith('\n') && more.length > 0) return undefined
  const behind = value === '' && isBreak(more[0]) ? more.slice(1) : more
  const rest = value.trim() === '' ? behind : [{ ...first, value }, ...behind]
  return { word, ...(title && { title: title.trim() }), rest }
}

function isBreak(node: ElementContent | undefined): boolean {
  return node?.type === 'element' && node.tagName === 'br'
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()
}
