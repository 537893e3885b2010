/** The site engines whose posts are read, by the word for each in `content.dialect`, and what people call them. */
export const DIALECTS = {
  hugo: 'Hugo',
  jekyll: 'Jekyll',
  zola: 'Zola',
  astro: 'Astro',
  eleventy: 'Eleventy',
  plain: 'plain Markdown',
  'kept-feeds': 'kept feeds',
} as const

export type DialectName = keyof typeof DIALECTS

/** Those that `content.dialect` may name: whoever reads feeds names them in `content.source`. */
export const DIALECT_NAMES: DialectName[] = ['hugo', 'jekyll', 'zola', 'astro', 'eleventy', 'plain']
