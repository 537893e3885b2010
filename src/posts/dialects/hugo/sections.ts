import { type Fields, textField } from '../../front-matter-fields.ts'
import type { Place } from '../dialect.ts'
import { type Cascade, cascadesOf } from './cascade.ts'
import type { ContentTree } from './place.ts'

/** What a site's section pages, its `_index.md`, say for the pages below them. */
export interface Sections {
  /** Those that a page inherits from, the nearest first; a section's own are among them. */
  cascadesFor(place: Place): Cascade[]
  /** `slug`, else title, by the section's folder; undefined where neither is written. */
  slugOf(folder: string, languageKey: string): string | undefined
  /** The section pages above a page and its own, the nearest first: where one is hidden, so is the page. */
  above(place: Place): SectionPage[]
}

export interface SectionPage {
  place: Place
  fields: Fields
}

/** @param fields of each section page, by its path below the site's folder */
export function sectionsOf(tree: ContentTree, fields: ReadonlyMap<string, Fields>): Sections {
  const pages = new Map<string, SectionPage & { cascades: Cascade[] }>()
  for (const [path, own] of fields) {
    const place = tree.place(path)
    if (place?.kind === 'section')
      pages.set(keyOf(place.logicalPath, place.languageKey), {
        place,
        fields: own,
        cascades: cascadesOf(own.get('cascade')),
      })
  }
  const hasCascades = [...pages.values()].some(({ cascades }) => cascades.length > 0)
  return {
    cascadesFor({ logicalPath, languageKey }) {
      if (!hasCascades) return []
      const folders = [logicalPath, ...foldersAbove(logicalPath)]
      return folders.flatMap((folder) => pages.get(keyOf(folder, languageKey))?.cascades ?? [])
    },
    slugOf(folder, languageKey) {
      const section = pages.get(keyOf(folder, languageKey))
      return section && textField(section.fields, 'slug', 'title')
    },
    above({ logicalPath, languageKey }) {
      if (pages.size === 0) return []
      const folders = [logicalPath, ...foldersAbove(logicalPath)]
      return folders.flatMap((folder) => pages.get(keyOf(folder, languageKey)) ?? [])
    },
  }
}

function keyOf(folder: string, languageKey: string): string {
  return `${languageKey}:${folder}`
}

/** `posts/2026/a` → `posts/2026`, `posts` and the home page's, ''. */
function foldersAbove(logicalPath: string): string[] {
  const parts = logicalPath.split('/').slice(0, -1)
  const folders = parts.map((_, i) => parts.slice(0, i + 1).join('/')).toReversed()
  return logicalPath === '' ? [] : [...folders, '']
}
