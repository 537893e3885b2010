import type { MountedDir } from './mounted-dir.ts'
import type { Page } from './page.ts'

/** All that a link in a post may point at, by where it is. Made from a walk over the site's folders. */
export interface SiteIndex {
  /** Absolute, with a slash at the end. */
  baseUrl: string
  /** Links that begin with a slash are taken from the base URL, not from the host. */
  canonifyUrls: boolean
  /** A link to a page's file may begin at the content folder, without a slash. */
  linksFromContent?: boolean
  /** Content folders. */
  contentDirs: IndexedDir[]
  /** By path from the site's folder: `content/posts/a.md`, `../notes/b.md`. */
  pages: Map<string, Page>
  /** Path from the site's folder → absolute path, of each file in the content folders. */
  contentFiles: Map<string, string>
  staticDirs: MountedDir[]
  /** Path on the site, `images/a.jpg`, → absolute path, of each static file. */
  staticFiles: Map<string, string>
  /** URLs have the names of files as the file system has them; absent: in NFC. */
  keepsNames?: boolean
  /** Absent: no link is taken for one that leads nowhere. */
  beyond?: SiteBeyond
}

/** What a site has beyond its pages and static files: nothing that a link may lead to is to be called missing. */
export interface SiteBeyond {
  /** That its themes and pipelines bring, by path on the site. */
  files: ReadonlySet<string>
  /** Paths below the base URL that its web server sends elsewhere; with `*` at the end, all that begins so. */
  redirects: string[]
  /** Names of its taxonomies, in lower case. */
  taxonomies: string[]
  /** Templates, or a theme that cannot be seen, may give links other addresses. */
  linksAreRewritten: boolean
  /** Whether every page is known, with its address. */
  pagesAreKnown: boolean
}

export interface IndexedDir extends MountedDir {
  /** What stands before its files' paths in URLs, where no page owns them: '' or `he/`. */
  urlPrefix: string
}

/** Joins two paths with forward slashes, `.` and `..` resolved; undefined where it climbs above the folder it began in. */
export function joinWithin(folder: string, path: string): string | undefined {
  // A folder beside the site's begins with these, and nothing climbs above them.
  const [outside = ''] = /^(?:\.\.\/)*/.exec(`${folder}/`) ?? []
  const parts: string[] = []
  for (const part of `${folder}/${path}`.slice(outside.length).split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') parts.push(part)
    else if (parts.pop() === undefined) return undefined
  }
  return outside + parts.join('/')
}

export function folderOf(path: string): string {
  return path.split('/').slice(0, -1).join('/')
}
