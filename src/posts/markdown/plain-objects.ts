import type { Element, ElementContent } from 'hast'
import { element, property, textOf } from '../element.ts'
import { cardElement } from '../embeds.ts'
import { isPictureAddress } from '../picture-names.ts'

const DOCUMENT = /\.(?:pdf|html?|txt|md|csv|json|docx?|xlsx?|pptx?|odt|ods|odp|zip)(?:[?#]|$)/i

/**
 * `<object>`, `<embed>` and `<iframe>` of a picture or a document as that; one that names nothing as what it shows in its stead. Undefined
 * where it may play.
 */
export function plainObject(node: Element): ElementContent[] | undefined {
  const url = (property(node, 'data') ?? property(node, 'src'))?.trim() ?? ''
  const type = property(node, 'type')?.toLowerCase() ?? ''
  if (url === '') return node.tagName === 'object' && !hasOwnSource(node) ? node.children : undefined
  const title = property(node, 'title')?.trim() || property(node, 'ariaLabel')?.trim()
  if (type.startsWith('image/') || (type === '' && isPictureAddress(url))) return [pictureOf(node, url, title)]
  const isDocument = /^(?:application\/pdf|text\/)/.test(type) || (type === '' && DOCUMENT.test(url))
  return isDocument ? [cardElement({ url, title: title ?? nameOf(url) })] : undefined
}

/** Flash names its film in a `<param>`. */
function hasOwnSource({ children }: Element): boolean {
  return children.some((child) => child.type === 'element' && ['param', 'embed'].includes(child.tagName))
}

function pictureOf(node: Element, src: string, title: string | undefined): Element {
  const fallback = imageIn(node)
  const alt = title ?? (fallback ? property(fallback, 'alt') : textOf(node.children).trim()) ?? ''
  return element('img', { src, alt, width: property(node, 'width'), height: property(node, 'height') })
}

function imageIn({ children }: Element): Element | undefined {
  for (const child of children) {
    if (child.type !== 'element') continue
    const found = child.tagName === 'img' ? child : imageIn(child)
    if (found) return found
  }
  return undefined
}

function nameOf(url: string): string {
  const file =
    url
      .replace(/[?#].*$/s, '')
      .split('/')
      .at(-1) ?? ''
  try {
    return decodeURIComponent(file)
  } catch {
    return file
  }
}
