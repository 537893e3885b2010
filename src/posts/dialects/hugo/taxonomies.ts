import { type ConfigMap, mapAt } from './config-maps.ts'
import { textAt } from './config-values.ts'

/** The front matter fields that hold what a post is filed under, in lower case. */
export interface TaxonomyKeys {
  tags: string[]
  categories: string[]
  /** Series and the like, where there are tags beside them. */
  others: string[]
}

/** Singulars that say nothing of what a post is about. */
const NO_TAGS = new Set(['tag', 'category', 'author', 'archive', 'archives', 'year', 'month', 'date'])

/**
 * By `[taxonomies]`, `singular = "plural"`, whose plural is the field. A site without `tag` has tags of its own name, all its taxonomies
 * but categories, who wrote it and when; and `tags`, which its authors may write all the same.
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
  const others = pluralsOf((singular) => !NO_TAGS.has(singular))
  const categories = pluralsOf((singular) => singular === 'category')
  const or = (keys: string[], otherwise: string[]) => (keys.length > 0 ? keys : otherwise)
  return {
    tags: or(tags, ['tags', ...others.filter((plural) => plural !== 'tags')]),
    categories: or(categories, ['categories']),
    others: tags.length > 0 ? others : [],
  }
}
