import type { Dialect } from '../dialect.ts'
import { placedPage, splitName } from '../page-names.ts'

/** Lists of a folder, and what a repository says of itself. */
const ABOUT =
  /^(?:readme|license|licence|contributing|changelog|changes|code_of_conduct|security|authors|_index|_sidebar)$/i

/**
 * Where a file of a folder of Markdown stands. `index.md` is its folder's page, and with other Markdown below that folder only their list.
 * @param paths of all files, from the folder
 */
export function plainPlaces(paths: readonly string[]): Dialect['place'] {
  const pagesBelow = new Map<string, number>()
  for (const path of paths) {
    const page = splitName(path)
    const parts = page && page.folder !== '' ? page.folder.split('/') : []
    for (let i = 1; i <= parts.length; i++) {
      const folder = parts.slice(0, i).join('/')
      pagesBelow.set(folder, (pagesBelow.get(folder) ?? 0) + 1)
    }
  }
  return (path) => {
    const page = splitName(path)
    if (!page || /\.mdx$/i.test(path)) return undefined
    const isIndex = page.name.toLowerCase() === 'index'
    const isAlone = page.folder !== '' && pagesBelow.get(page.folder) === 1
    const isList = ABOUT.test(page.name) || (isIndex && !isAlone)
    return placedPage(path, page, { kind: isList ? 'section' : 'page', bundle: isIndex && isAlone, languageKey: '' })
  }
}
