import { type ConfigMap, mapAt } from './config-maps.ts'
import { textsAt } from './config-values.ts'

/** For each of Hugo's dates, the front matter fields that give it, the first that is there winning. */
export interface DateKeys {
  date: string[]
  publishDate: string[]
  expiryDate: string[]
  lastmod: string[]
}

/** https://gohugo.io/configuration/front-matter/ */
const DEFAULTS: DateKeys = {
  date: ['date', 'publishdate', 'pubdate', 'published', 'lastmod', 'modified'],
  publishDate: ['publishdate', 'pubdate', 'published', 'date'],
  expiryDate: ['expirydate', 'unpublishdate'],
  lastmod: ['lastmod', 'modified', 'date', 'publishdate', 'pubdate', 'published'],
}

const ALIASES: Record<string, string[]> = {
  lastmod: ['modified'],
  publishdate: ['pubdate', 'published'],
  expirydate: ['unpublishdate'],
}

/** The site's `[frontmatter]`. `:git` and `:fileModTime` are passed over: a clone changes what they say. */
export function dateKeysOf(config: ConfigMap): DateKeys {
  const own = mapAt(config, 'frontmatter')
  const keysOf = (name: keyof DateKeys) => {
    const written = textsAt(own, name.toLowerCase()).map((key) => key.toLowerCase())
    if (written.length === 0) return DEFAULTS[name]
    return [
      ...new Set(written.flatMap((key) => (key === ':default' ? DEFAULTS[name] : [key, ...(ALIASES[key] ?? [])]))),
    ]
  }
  return {
    date: keysOf('date'),
    publishDate: keysOf('publishDate'),
    expiryDate: keysOf('expiryDate'),
    lastmod: keysOf('lastmod'),
  }
}
