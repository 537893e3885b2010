import { belowFolder, folderIn, isWithin, within } from '../../mounted-dir.ts'
import type { ContentDir } from './mounts.ts'

/** The part of a site's content that is read. */
export interface ContentScope {
  dirs: ContentDir[]
  /** Folders to walk, as ContentDir.dir. What a mount only adds to the part may not have it. */
  walks: { dir: string; isNeeded: boolean }[]
  /** Folders above the part, whose section pages speak for it. */
  above: string[]
}

/**
 * What `content.source` means. It names a part of the content: that of the content folders that it holds or lies in, and of all that is mounted
 * into the same part in the same languages, wherever that lies. The site's own folder is all of the content. A folder that has nothing to do
 * with the site's content is read for itself: posts kept beside Hugo's own.
 * @param source as ContentDir.dir
 */
export function contentScope(source: string, dirs: ContentDir[], defaultLanguage: string): ContentScope {
  const direct = source === '' ? dirs : dirs.filter(({ dir }) => isWithin(source, dir) || isWithin(dir, source))
  if (direct.length === 0)
    return { dirs: [{ dir: source, prefix: '' }], walks: [{ dir: source, isNeeded: true }], above: [] }
  const isPart = ({ dir }: ContentDir) => source !== '' && source !== dir && isWithin(source, dir)
  const parts = direct.map((each) => (isPart(each) ? within(each, source) : each.prefix))
  const languages = new Set(direct.map(({ languageKey }) => languageKey ?? defaultLanguage))
  const mounted = dirs.filter((each) => !direct.includes(each) && languages.has(each.languageKey ?? defaultLanguage))
  const known = [...direct, ...mounted]
  const walks = [
    ...direct.map((each) => ({ dir: isPart(each) ? source : each.dir, isNeeded: true })),
    ...mounted.flatMap((each) => parts.flatMap((part) => walkOf(each, part))),
  ]
  const above = known.flatMap((each) => parts.flatMap(foldersAbove).flatMap((folder) => folderIn(each, folder) ?? []))
  return { dirs: known, walks: outermost(walks), above: [...new Set(above)] }
}

function walkOf(dir: ContentDir, part: string): ContentScope['walks'] {
  if (part === '' || isWithin(dir.prefix, part)) return [{ dir: dir.dir, isNeeded: true }]
  const folder = folderIn(dir, part)
  return folder === undefined ? [] : [{ dir: folder, isNeeded: false }]
}

/** `posts/2026` → '' and `posts`; nothing is above ''. */
function foldersAbove(part: string): string[] {
  const parts = part.split('/')
  return part === '' ? [] : parts.map((_, count) => parts.slice(0, count).join('/'))
}

/** A folder that another holds is walked with it, unless it is hidden there. */
function outermost(walks: ContentScope['walks']): ContentScope['walks'] {
  const isHeld = ({ dir }: { dir: string }, index: number) =>
    walks.some((other, at) => {
      if (other.dir === dir) return at < index
      return isWithin(dir, other.dir) && !/(?:^|\/)\./.test(belowFolder(dir, other.dir))
    })
  return walks.filter((walk, index) => !isHeld(walk, index))
}
