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

/** A path as seen from a folder that it lies in: '' for the folder itself. */
export function belowFolder(path: string, folder: string): string {
  return path === folder ? '' : path.slice(folder === '' ? 0 : folder.length + 1)
}

/** Where a file of a folder stands among the content. */
export function within({ dir, prefix }: MountedDir, path: string): string {
  return [prefix, belowFolder(path, dir)].filter(Boolean).join('/')
}

/** Where in a folder a place among the content is; undefined where it has none. */
export function folderIn({ dir, prefix }: MountedDir, place: string): string | undefined {
  if (prefix !== '' && !isWithin(place, prefix)) return undefined
  return [dir, belowFolder(place, prefix)].filter(Boolean).join('/')
}
