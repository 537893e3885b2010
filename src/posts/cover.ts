import { type Fields, flagField, listField, mapField, textField } from './front-matter-fields.ts'

/** A cover as front matter names it. */
export interface WrittenCover {
  href: string
  alt?: string
}

/** In this order; docs/hugo.md has them all. */
export const COVER_KEYS = [
  'cover',
  'image',
  'featured_image',
  'featuredimage',
  'feature_image',
  'featureimage',
  'cover_image',
  'coverimage',
  'thumbnail',
  'banner',
  'hero',
  'header',
  'social_image',
  'socialimage',
]
/** What a text at such a key is: of a header, words. */
const NO_SOURCE = new Set(['header'])
const SOURCES = ['image', 'src', 'url', 'path', 'filename']

/** The first of the fields in which themes look for a cover: `cover` (also as a map), `image`, `images`, `featured_image` and their like. */
export function coverOf(fields: Fields): WrittenCover | undefined {
  for (const key of COVER_KEYS) {
    if (!fields.has(key)) continue
    // `cover: false` turns a theme's cover off.
    if (flagField(fields, key) !== undefined) continue
    const map = mapField(fields, key)
    const href = (NO_SOURCE.has(key) ? undefined : textField(fields, key)) ?? textField(map, ...SOURCES)
    const alt = textField(map, 'alt') ?? textField(fields, `${key}_alt`, `${key}alt`)
    if (href) return { href, ...(alt && { alt }) }
  }
  const [href] = listField(fields, 'images')
  return href ? { href } : undefined
}
