import { asText } from '../../front-matter-fields.ts'
import { type ConfigMap, mergeConfig, valueAt } from './config-maps.ts'

/**
 * What the `param` shortcode shows: front matter, at its top or below `params`, before the site's own. Keys have no case; a dot
 * leads into a map.
 */
export function paramOf(name: string, frontMatter: Record<string, unknown>, siteParams: ConfigMap): string | undefined {
  const path = name.toLowerCase().split('.')
  const page = mergeConfig([frontMatter])
  return asText(valueAt(page, ...path) ?? valueAt(page, 'params', ...path) ?? valueAt(siteParams, ...path))
}

/**
 * Whether front matter, as it is written, may hold such a name. Nearly none says anything of formulas, which every post with a dollar
 * in it asks for, and reading it costs as much as the tree of a short post. A backslash may stand for any letter.
 */
export function mayName(written: string, name: string): boolean {
  const lower = written.toLowerCase()
  return (
    lower.includes('\\') ||
    name
      .toLowerCase()
      .split('.')
      .every((key) => lower.includes(key))
  )
}
