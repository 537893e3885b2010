import type { Element, ElementContent } from 'hast'
import type { MarkdownNodes } from '../../body-syntax.ts'
import { element, textOf } from '../../element.ts'
import { argument, badArgument, type ShortcodeRendering, type ShortcodeSurroundings } from './shortcode-rendering.ts'
import type { ShortcodeCall } from './shortcode-tree.ts'

/** A picture with its caption (https://gohugo.io/shortcodes/figure/). */
export function figure({ params }: ShortcodeCall, { markdown }: ShortcodeSurroundings): ShortcodeRendering {
  const { named } = params
  const src = argument(params, 'src', 0)
  if (!src) return badArgument('`figure` needs `src`, the address of a picture.')
  const { picture, caption } = pictureOf(src, named, markdown)
  return { content: [element('figure', {}, caption ? [picture, caption] : [picture])] }
}

/** The picture, within its link if it has one, and what stands below it. */
export function pictureOf(
  src: string,
  named: ReadonlyMap<string, string>,
  markdown: MarkdownNodes,
): { picture: Element; caption: Element | undefined } {
  // Hugo falls back on the caption for an alt text.
  const alt = named.get('alt') ?? textOf(markdown.inline(named.get('caption') ?? ''))
  const image = element('img', { src, alt, width: named.get('width'), height: named.get('height') })
  const link = named.get('link')
  return { picture: link ? element('a', { href: link }, [image]) : image, caption: captionOf(named, markdown) }
}

function captionOf(named: ReadonlyMap<string, string>, markdown: MarkdownNodes): Element | undefined {
  const title = named.get('title')
  const attributionLink = named.get('attrlink')
  const caption = markdown.inline(named.get('caption') ?? '')
  const credit = markdown.inline(named.get('attr') ?? '')
  const line: (ElementContent | string)[] = [
    ...caption,
    ...(caption.length > 0 && credit.length > 0 ? [' '] : []),
    ...(attributionLink && credit.length > 0 ? [element('a', { href: attributionLink }, credit)] : credit),
  ]
  const parts = [
    ...(title ? [element('h4', {}, [title])] : []),
    ...(line.length === 0 ? [] : holdsBlock(line) ? line : [element('p', {}, line)]),
  ]
  return parts.length > 0 ? element('figcaption', {}, parts) : undefined
}

const BLOCKS = new Set(['div', 'p', 'ul', 'ol', 'dl', 'table', 'blockquote', 'figure', 'pre', 'section'])

/** A paragraph may not hold one. */
function holdsBlock(nodes: (ElementContent | string)[]): boolean {
  return nodes.some((node) => typeof node !== 'string' && node.type === 'element' && BLOCKS.has(node.tagName))
}
