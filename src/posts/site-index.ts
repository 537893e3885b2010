import type { Page } from './page.ts'

/** All that a link in a post may point at, by where it is. Made from a walk over the site's folders. */
export interface SiteIndex {
  /** Absolute, with a slash at the end. */
  baseUrl: string
  /** Links that begin with a slash are taken from the base URL, not from the host. */
  canonifyUrls: boolean
  /** Content folders below the site's: `content`, `content/he`. */
  contentDirs: string[]
  /** By path below the site's folder: `content/posts/a.md`. */
  pages: Map<string, Page>
  /** Path below the site's folder → absolute path, of each file in the content folders. */
  contentFiles: Map<string, string>
  /** Static folders below the site's: `static`. */
  staticDirs: string[]
  /** Path on the site, `images/a.jpg`, → absolute path, of each static file. */
  staticFiles: Map<string, string>
}

/** Joins two paths with forward slashes, `.` and `..` resolved; undefined where it climbs above the folder it began in. */
export function joinWithin(folder: string, path: string): string | undefined {
  const parts: string[] = []
  for (const part of `${folder}/${path}`.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') parts.push(part)
    else if (parts.pop() === undefined) return undefined
  }
  return parts.join('/')
}

export function folderOf(path: string): string {
  return path.split('/').slice(0, -1).join('/')
}
