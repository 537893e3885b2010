import { isWithin } from '../../mounted-dir.ts'
import { folderPath } from './folder-path.ts'
import { globMatcher } from './glob.ts'
import { CODE, JsCall, type JsMap, type JsValue, jsAt, jsModule, jsText, jsTexts } from './js-values.ts'

export interface AstroCollection {
  name: string
  /** Folder from the site's. */
  base: string
  /** By its path from there. */
  holds(path: string): boolean
}

export interface ReadCollections {
  /** Inner folders first. */
  all: AstroCollection[]
  /** Names of those that code fills, so that nobody here knows with what. */
  filledByCode: string[]
  /** Those whose ids code makes. */
  namedByCode: string[]
}

/** https://docs.astro.build/en/guides/content-collections/ @param contentDir of collections without a loader: `src/content` */
export function collectionsIn(content: string, contentDir: string): ReadCollections {
  const { constants } = jsModule(content)
  const listed = constants.get('collections')
  const all: AstroCollection[] = []
  const filledByCode: string[] = []
  const namedByCode: string[] = []
  for (const [name, value] of listed instanceof Map ? (listed as JsMap) : []) {
    const settings = value instanceof JsCall ? value.args[0] : undefined
    const loader = jsAt(settings, 'loader')
    const made = loader === undefined && settings !== undefined ? ownFolder(name, contentDir) : globbed(name, loader)
    if (made === CODE) filledByCode.push(name)
    else if (made) all.push(made)
    if (made && loader instanceof JsCall && jsAt(loader.args[0], 'generateId') !== undefined) namedByCode.push(name)
  }
  all.sort((a, b) => b.base.length - a.base.length)
  return { all, filledByCode, namedByCode }
}

/** The collection of a file, and where it is below its base. */
export function collectionOf(
  path: string,
  { all }: ReadCollections,
  contentDir: string,
): { name: string; base: string; below: string } | undefined {
  for (const { name, base, holds } of all) {
    const below = base === '' ? path : path.slice(base.length + 1)
    if (isWithin(path, base) && holds(below)) return { name, base, below }
  }
  const inContent = isWithin(path, contentDir) ? path.slice(contentDir.length + 1).split('/') : []
  const [name = '', ...rest] = inContent
  // What the configuration speaks of has what it says, and no other file of its folder.
  if (rest.length === 0 || all.some(({ base }) => isWithin(`${contentDir}/${name}`, base))) return undefined
  return isHidden(inContent.join('/')) ? undefined : { name, base: `${contentDir}/${name}`, below: rest.join('/') }
}

/** Collections were folders, before there were loaders. */
function ownFolder(name: string, contentDir: string): AstroCollection {
  return { name, base: `${contentDir}/${name}`, holds: (path) => !isHidden(path) }
}

function isHidden(path: string): boolean {
  return path.split('/').some((part) => part.startsWith('_'))
}

function globbed(name: string, loader: JsValue | undefined): AstroCollection | typeof CODE | undefined {
  if (!(loader instanceof JsCall)) return CODE
  // Entries of one file of data, which are no texts.
  if (loader.name === 'file') return undefined
  const [settings] = loader.args
  const patterns = jsTexts(jsAt(settings, 'pattern'))
  const base = jsAt(settings, 'base')
  if (loader.name !== 'glob' || !patterns || (base !== undefined && jsText(base) === undefined)) return CODE
  return { name, base: folderPath(jsText(base) ?? ''), holds: globMatcher(patterns) }
}
