import { placeholdersOf, type Variant } from './variant.ts'

/** Addresses, and with them the places of tokens. */
const ADDRESS = /\bhttps?:\/\/\S+/g

/** What a mail's text part says by its posts: without addresses, and without how to leave and why it comes (variant-text.ts). */
export function spokenText({ text, ...variant }: Pick<Variant, 'text' | 'placeholder'>): string {
  const end = text.lastIndexOf(`\n${FOOTER_LINE}\n`)
  const { greeting } = placeholdersOf(variant)
  return (end < 0 ? text : text.slice(0, end)).replace(ADDRESS, ' ').replaceAll(greeting, '')
}

/** Between the posts and the footer. */
export const FOOTER_LINE = '-'.repeat(24)
