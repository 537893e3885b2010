import type { ElementContent } from 'hast'
import type { MarkdownNodes } from '../../body-syntax.ts'
import { element, textOf } from '../../element.ts'
import type { ShortcodeParams } from './shortcode-lexer.ts'
import { pictureFrom, pictureIn } from './shortcode-picture.ts'
import type { ShortcodeCall } from './shortcode-tree.ts'

/** By which names people give a shortcode its words, and where they lead. */
const WORDS = ['title', 'text', 'caption', 'content', 'alt']
const LINKS = ['url', 'href', 'link', 'src']

/** What is left of a shortcode that nobody knows. */
export type Remains = 'inner' | 'picture' | 'words' | 'nothing'

export function remainsOf(call: ShortcodeCall): Remains {
  if (isInlineTemplate(call)) return 'nothing'
  if (call.inner?.some((node) => node.kind !== 'text' || node.text.trim() !== '')) return 'inner'
  if (pictureIn(call) !== undefined) return 'picture'
  return firstOf(call.params, WORDS) === undefined ? 'nothing' : 'words'
}

/** `{{< now.inline >}}{{ now }}{{< /now.inline >}}`: a template of Go's within the post, which Hugo runs only if it is told to. */
export function isInlineTemplate({ name }: ShortcodeCall): boolean {
  return name.endsWith('.inline')
}

/**
 * What is shown of a shortcode that nobody knows: its inner text, else its picture, else what it is given by a name that means words; words
 * are a link where it has an address. Text that has paragraphs, or links of its own, stays as it is.
 */
export function leftOf(
  call: ShortcodeCall,
  inner: string | undefined,
  markdown: MarkdownNodes,
): string | ElementContent[] {
  const remains = remainsOf(call)
  const href = firstOf(call.params, LINKS)
  if (remains === 'nothing') return ''
  if (remains === 'picture') return [pictureFrom(pictureIn(call) ?? '', call.params, markdown)]
  if (remains === 'words') return linked(markdown.inline(firstOf(call.params, WORDS) ?? ''), href)
  const text = inner ?? ''
  if (href === undefined || isBlock(text)) return text
  const nodes = linked(markdown.inline(text.trim()), href)
  return textOf(nodes).trim() === '' ? text : nodes
}

function linked(nodes: ElementContent[], href: string | undefined): ElementContent[] {
  return href === undefined || nodes.some(holdsLink) ? nodes : [element('a', { href }, nodes)]
}

function holdsLink(node: ElementContent): boolean {
  return node.type === 'element' && (node.tagName === 'a' || node.children.some(holdsLink))
}

/** What is more than one line of running text. */
function isBlock(text: string): boolean {
  return text.trim().includes('\n') || /^\s*(?:[-*+>#|]|\d+[.)]|```|~~~)/.test(text)
}

function firstOf({ named }: ShortcodeParams, names: string[]): string | undefined {
  return names.map((name) => named.get(name)?.trim()).find((value) => value)
}
