import { type ConfigMap, mapAt } from './config-maps.ts'
import { textAt } from './config-values.ts'

/** The front matter fields that hold a post's tags and categories, in lower case. */
export interface TaxonomyKeys {
  tags: string[]
  categories: string[]
}

/**
 * By `[taxonomies]`, `singular = "plural"`, whose plural is the field. A site without `tag` has tags of its own name: all its taxonomies
 * but categories and who wrote it.
 */
export function taxonomyKeysOf(config: ConfigMap): TaxonomyKeys {
  const own = mapAt(config, 'taxonomies')
  const named = Object.keys(own).flatMap((singular) => {
    const plural = textAt(own, singular)?.toLowerCase()
    return plural ? [{ singular, plural }] : []
  })
  const pluralsOf = (wanted: (singular: string) => boolean) =>
    named.filter(({ singular }) => wanted(singular)).map(({ plural }) => plural)
  const tags = pluralsOf((singular) => singular === 'tag')
  const others = pluralsOf((singular) => !['category', 'author'].includes(singular))
  const categories = pluralsOf((singular) => singular === 'category')
  const or = (keys: string[], otherwise: string[]) => (keys.length > 0 ? keys : otherwise)
  return { tags: or(tags, or(others, ['tags'])), categories: or(categories, ['categories']) }
}
