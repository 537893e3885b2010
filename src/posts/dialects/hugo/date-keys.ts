import { type ConfigMap, mapAt } from './config-maps.ts'
import { flagAt, textsAt } from './config-values.ts'

/** For each of Hugo's dates, the front matter fields that give it, the first that is there winning. */
export interface DateKeys {
  date: string[]
  publishDate: string[]
  expiryDate: string[]
  lastmod: string[]
  /** All of these, each once. */
  all: string[]
}

/** https://gohugo.io/configuration/front-matter/ */
const DEFAULTS: Omit<DateKeys, 'all'> = {
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

/** The site's `[frontmatter]`. `:git` counts with `enableGitInfo`, which also puts it first for `lastmod`. */
export function dateKeysOf(config: ConfigMap): DateKeys {
  const own = mapAt(config, 'frontmatter')
  const hasGit = flagAt(config, 'enablegitinfo') ?? false
  const keysOf = (name: keyof typeof DEFAULTS) => {
    const written = textsAt(own, name.toLowerCase()).map((key) => key.toLowerCase())
    const defaults = name === 'lastmod' && hasGit ? [':git', ...DEFAULTS.lastmod] : DEFAULTS[name]
    if (written.length === 0) return defaults
    const keys = [
      ...new Set(written.flatMap((key) => (key === ':default' ? defaults : [key, ...(ALIASES[key] ?? [])]))),
    ]
    return hasGit ? keys : keys.filter((key) => key !== ':git')
  }
  const keys = {
    date: keysOf('date'),
    publishDate: keysOf('publishDate'),
    expiryDate: keysOf('expiryDate'),
    lastmod: keysOf('lastmod'),
  }
  return { ...keys, all: [...new Set(Object.values(keys).flat())] }
}
