import type { Element, Root } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { visit } from 'unist-util-visit'

/** What a reader of a mail's HTML meets, top to bottom: headings, pictures, links, and text whose language differs. */
export function mailOutline(html: string): string {
  const lines: string[] = []
  visit(fromHtml(html), 'element', (node) => {
    const { tagName, properties: at } = node
    if (tagName === 'html') lines.push(`html lang=${at.lang} dir=${at.dir}`)
    if (tagName === 'title') lines.push(`title ${textOf(node)}`)
    if (/^h[1-6]$/.test(tagName)) lines.push(`${tagName} ${languageOf(node)}${textOf(node)}`)
    if (tagName === 'img') lines.push(`img ${at.src} width=${at.width} alt="${at.alt}"`)
    if (tagName === 'a') lines.push(`a ${textOf(node) || '(picture)'} → ${at.href}`)
    if (tagName === 'div' && at.lang && at.role !== 'article') lines.push(`div ${languageOf(node)}${textOf(node)}`)
  })
  return `${lines.join('\n')}\n`
}

export function textOf(node: Element | Root): string {
  let text = ''
  visit(node, 'text', (part) => {
    text += part.value
  })
  return text.replace(/\s+/g, ' ').trim()
}

function languageOf({ properties }: Element): string {
  return properties.lang ? `[${properties.lang} ${properties.dir}] ` : ''
}
