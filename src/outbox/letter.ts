import type { Element, ElementContent, Root } from 'hast'
import { toHtml } from 'hast-util-to-html'
import { directionOf } from '../bodies/direction.ts'
import type { WrittenMail } from './written-mail.ts'

/** A small mail to a reader: paragraphs, and links among them. */
export interface Letter {
  subject: string
  /** BCP 47. */
  language: string
  parts: (string | LetterLink)[]
  /** Below a line: why it came, how to leave, the postal address. */
  foot: (string | LetterLink)[]
}

export interface LetterLink {
  label: string
  url: string
  /** The one thing to do. */
  isButton?: boolean
}

/** As text and as HTML, which say the same. */
export function writeLetter({ subject, language, parts, foot }: Letter): WrittenMail {
  const text = [...parts.map(lineOf), ...(foot.length > 0 ? ['-- ', foot.map(lineOf).join('\n')] : [])]
  return { subject, text: `${text.join('\n\n').replace('-- \n\n', '-- \n')}\n`, html: htmlOf(language, parts, foot) }
}

function lineOf(part: string | LetterLink): string {
  if (typeof part === 'string') return part
  return part.isButton ? part.url : `${part.label}: ${part.url}`
}

const BODY = 'margin:0 auto;padding:24px;max-width:560px;font:16px/1.5 system-ui,sans-serif'
const BUTTON =
  'display:inline-block;padding:12px 24px;border-radius:6px;background:#1a56db;color:#ffffff;font-weight:600;text-decoration:none'
const FOOT = 'margin-top:32px;padding-top:12px;border-top:1px solid #999999;font-size:14px'

function htmlOf(language: string, parts: Letter['parts'], foot: Letter['foot']): string {
  const attributes = { lang: language, dir: directionOf(language) }
  const body = element('body', { style: BODY, ...attributes }, [
    ...parts.map(paragraphOf),
    ...(foot.length > 0 ? [element('div', { style: FOOT }, foot.map(paragraphOf))] : []),
  ])
  const charset = element('meta', { charSet: 'utf-8' }, [])
  const scheme = element('meta', { name: 'color-scheme', content: 'light dark' }, [])
  const tree: Root = {
    type: 'root',
    children: [{ type: 'doctype' }, element('html', attributes, [element('head', {}, [charset, scheme]), body])],
  }
  return toHtml(tree)
}

function paragraphOf(part: string | LetterLink): Element {
  if (typeof part === 'string') return element('p', {}, [{ type: 'text', value: part }])
  const { label, url, isButton } = part
  const link = element('a', { href: url, ...(isButton && { style: BUTTON }) }, [{ type: 'text', value: label }])
  return element('p', {}, [link])
}

function element(tagName: string, properties: Element['properties'], children: ElementContent[]): Element {
  return { type: 'element', tagName, properties, children }
}
