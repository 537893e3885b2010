/** A folder, or one file, that stands somewhere among the site's content or its static files. */
export interface MountedDir {
  /** From the site's folder: `content/he`, '' for that folder itself, `../notes`. */
  dir: string
  /** Where its files stand: '' or `posts`; of a file its whole path, `about.md`. */
  prefix: string
}

/** Whether a path is a folder or lies in it; both from the site's folder. */
export function isWithin(path: string, folder: string): boolean {
  if (folder === '') return path !== '..' && !path.startsWith('../') && !path.startsWith('/')
  return path === folder || path.startsWith(`${folder}/`)
}

/** Where a file of a folder stands among the content. */
export function within({ dir, prefix }: MountedDir, path: string): string {
  const below = path === dir ? '' : path.slice(dir === '' ? 0 : dir.length + 1)
  return [prefix, below].filter(Boolean).join('/')
}

/** Where in a folder a place among the content is; undefined where it has none. */
export function folderIn({ dir, prefix }: MountedDir, place: string): string | undefined {
  if (prefix !== '' && !isWithin(place, prefix)) return undefined
  const below = place === prefix ? '' : place.slice(prefix === '' ? 0 : prefix.length + 1)
  return [dir, below].filter(Boolean).join('/')
}
