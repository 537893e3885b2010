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
