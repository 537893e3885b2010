import type { Place } from './dialect.ts'

const PAGE = /\.(?:md|mdx|markdown|mdown|mkd)$/i

/** A content file's folder and name below the content folder; undefined where it is no Markdown. */
export function splitName(below: string): { folder: string; name: string } | undefined {
  if (!PAGE.test(below)) return undefined
  const parts = below.split('/')
  const name = (parts.pop() ?? '').replace(PAGE, '')
  return { folder: parts.join('/'), name }
}

/** Where a page stands whose address follows its folders. */
export function placedPage(
  path: string,
  { folder, name }: { folder: string; name: string },
  as: Pick<Place, 'kind' | 'bundle' | 'languageKey'>,
): Place {
  const logicalPath = as.bundle || as.kind === 'section' ? folder : [folder, name].filter(Boolean).join('/')
  const [section = '', ...rest] = logicalPath.split('/')
  return { path, folder, name, logicalPath, ...as, section: rest.length > 0 ? section : '' }
}

/** The last part of where a page stands: `a`, and of a bundle its folder's name. */
export function lastName({ logicalPath }: Place): string {
  return logicalPath.split('/').at(-1) ?? ''
}

export function foldersAbove({ logicalPath }: Place): string[] {
  return logicalPath.split('/').slice(0, -1)
}
