import { type Fields, mapField, textField } from '../../front-matter-fields.ts'

/** `other` is none that can be read here. */
export type Format = 'markdown' | 'html' | 'other'

const FORMATS: Record<string, Format> = {
  md: 'markdown',
  mdown: 'markdown',
  markdown: 'markdown',
  goldmark: 'markdown',
  html: 'html',
  htm: 'html',
}

/** What a page is written in: `markup` in its front matter, else by the ending of its file. */
export function formatOf(path: string, fields: Fields): Format {
  const markup = textField(fields, 'markup') ?? textField(mapField(fields, 'content'), 'mediatype')
  const name = markup ?? path.slice(path.lastIndexOf('.') + 1)
  return FORMATS[name.toLowerCase().replace(/^text\//, '')] ?? 'other'
}
