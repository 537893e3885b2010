/** By what stands for itself in a slug: https://jekyllrb.com/docs/liquid/filters/#options-for-the-slugify-filter */
const REPLACED = {
  raw: /\s+/g,
  default: /[^\p{M}\p{L}\p{Nd}]+/gu,
  pretty: /[^\p{M}\p{L}\p{Nd}._~!$&'()+,;=@]+/gu,
  ascii: /[^A-Za-z0-9]+/g,
  latin: /[^\p{M}\p{L}\p{Nd}]+/gu,
} as const

export type SlugMode = keyof typeof REPLACED | 'none'

export function isSlugMode(mode: string): mode is SlugMode {
  return mode === 'none' || Object.hasOwn(REPLACED, mode)
}

/** `The _config.yml file` → `the-config-yml-file`. */
export function slugify(text: string, mode: SlugMode = 'default', isCased = false): string {
  const plain = mode === 'latin' ? text.normalize('NFD').replace(/\p{Mn}/gu, '') : text
  const slug = mode === 'none' ? plain : plain.replace(REPLACED[mode], '-').replace(/^-|-$/g, '')
  return isCased ? slug : slug.toLowerCase()
}

/** `an-evening-walk` → `An Evening Walk`, which Jekyll calls a post that has no title. */
export function titleOfSlug(slug: string): string {
  return slug
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase())
    .join(' ')
}
