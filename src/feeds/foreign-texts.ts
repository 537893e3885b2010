import { cleanLine, cleanText } from './clean-text.ts'

export interface Typed {
  value?: string
  type?: string
}

/** RFC 4287 §3.1: text unless it says otherwise. */
export function htmlOf(text: Typed | undefined): string | undefined {
  if (text?.value === undefined) return undefined
  if (text.type === 'html' || text.type === 'xhtml' || text.type === 'text/html') return text.value
  return text.type === undefined || text.type.startsWith('text') ? asHtml(text.value) : undefined
}

export function titleOf(title: Typed | undefined): string | undefined {
  return title?.type === 'html' || title?.type === 'xhtml' ? plainOf(title.value) : title?.value
}

/** A plain text as paragraphs. */
export function asHtml(text: string): string {
  const paragraphs = text.trim().split(/\n\s*\n/)
  return paragraphs.map((paragraph) => `<p>${escaped(paragraph).replaceAll('\n', '<br>')}</p>`).join('\n')
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

/** Tags and entities in a title: RSS does not say which of both it is, and writers do either. */
export function plainOf(title: string | undefined): string | undefined {
  return title
    ?.replace(MARKUP, '')
    .replace(
      /&(amp|lt|gt|quot|apos|nbsp|#\d{1,7}|#x[\da-f]{1,6});/gi,
      (whole, name: string) => characterOf(name) ?? whole,
    )
}

/** Of words within a line; what else stands in pointed brackets is meant to be seen. */
const MARKUP = /<\/?(?:a|abbr|b|br|cite|code|em|i|mark|q|s|small|span|strong|sub|sup|u)(?:\s[^<>]*)?\/?>/gi

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

function characterOf(name: string): string | undefined {
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
  if (!name.startsWith('#')) return NAMED[name.toLowerCase()]
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined
}

export function namesOf(names: (string | undefined)[]): { name: string }[] {
  const clean = names.flatMap((name) => cleanLine(plainOf(name) ?? '') || [])
  return [...new Set(clean)].map((name) => ({ name }))
}

export function tagsOf(tags: (string | undefined)[]): string[] {
  return [...new Set(tags.flatMap((tag) => cleanLine(plainOf(tag) ?? '') || []))]
}

/** Dates come as they are written, unless the parser is told to read them. */
export function written(date: unknown): string | undefined {
  return typeof date === 'string' ? date : undefined
}

const LINES = new Set(['title', 'id', 'url', 'language', 'published', 'updated'])

/** Without what is empty. */
export function textsOf<Key extends string>(texts: Record<Key, string | undefined>): Partial<Record<Key, string>> {
  const found = Object.entries<string | undefined>(texts).flatMap(([key, text]) => {
    const clean = LINES.has(key) ? cleanLine(text ?? '') : cleanText(text ?? '').trim()
    return clean === '' ? [] : [[key, clean]]
  })
  return Object.fromEntries(found) as Partial<Record<Key, string>>
}
