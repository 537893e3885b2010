import { resolve } from 'node:path'
import { isPublished } from '../../../posts/dialects/hugo/ignored-files.ts'
import { contentTree } from '../../../posts/dialects/hugo/place.ts'
import type { HugoSite } from '../../../posts/dialects/hugo/site-config.ts'
import { namesBelow } from '../../names-below.ts'
import { below } from '../../walk-folder.ts'

/**
 * What Hugo takes for a site's main section where it names none: the one with the most pages, in its default language. Told by names alone;
 * undefined where no page is in a section.
 * @param dir the site's folder
 */
export async function largestSection(dir: string, site: HugoSite): Promise<string | undefined> {
  const folders = await Promise.all(site.contentDirs.map((each) => namesIn(resolve(dir, each.dir), each.dir)))
  const paths = [...new Set(folders.flat())].filter((path) => isPublished(path, resolve(dir, path), site.ignoredFiles))
  const tree = contentTree(site, paths)
  const counts = new Map<string, number>()
  for (const path of paths) {
    const place = tree.place(path)
    if (place?.kind !== 'page' || place.section === '' || place.languageKey !== site.defaultLanguage) continue
    counts.set(place.section, (counts.get(place.section) ?? 0) + 1)
  }
  const [first] = [...counts].sort(([a, of], [b, than]) => than - of || (a < b ? -1 : 1))
  return first?.[0]
}

async function namesIn(folder: string, dir: string): Promise<string[]> {
  const names = await namesBelow(folder)
  return names.map((name) => below(dir, name))
}
