import type { Place } from '../dialect.ts'
import { isExcluded, isLeftOut, isSpecial } from './entry-filter.ts'
import type { JekyllSite } from './site-config.ts'

/** What a content file is to Jekyll, by where it lies. */
export interface Standing {
  kind: 'post' | 'draft' | 'document' | 'page'
  /** `posts`, or the name of another collection; '' of a page. */
  collection: string
  /** Folders around `_posts`, which are categories. */
  above: string[]
  /** Below the collection's folder, of a page below the site's. */
  below: string
  /** As scopes of defaults and `{% link %}` name it: without `collections_dir`. */
  path: string
}

/** `2026-11-30-title.md`; the day as it stands there, and what follows it. */
export const DATED_NAME = /^(\d{2,4}-\d{1,2}-\d{1,2})-(.*)(\.[^.]+)$/s

/** Undefined where Jekyll makes no page of it. @param file below the site's folder */
export function standingOf(file: string, site: JekyllSite): Standing | undefined {
  const path = withoutPrefix(file, site.collectionsDir)
  const parts = path.split('/')
  const name = parts.at(-1) ?? ''
  if (!isContent(name, site)) return undefined
  const at = parts.findIndex((part) => part === '_posts' || part === '_drafts')
  if (at >= 0) return ofPosts(parts, at, path, site)
  const [label = ''] = /^_([^/]+)(?=\/)/.exec(path)?.slice(1) ?? []
  if (label !== '') return ofCollection(label, path, site)
  const isOpen = parts.every((_, i) => !isLeftOut(parts.slice(0, i + 1).join('/'), site))
  return isOpen ? { kind: 'page', collection: '', above: [], below: path, path } : undefined
}

function ofPosts(parts: string[], at: number, path: string, site: JekyllSite): Standing | undefined {
  const kind = parts[at] === '_posts' ? 'post' : 'draft'
  const above = parts.slice(0, at)
  const isOpen = above.every((_, i) => !isLeftOut(parts.slice(0, i + 1).join('/'), site))
  const below = parts.slice(at + 1)
  if (!isOpen || !isWithin(parts, at, site)) return undefined
  if (kind === 'post' && !DATED_NAME.test(below.at(-1) ?? '')) return undefined
  return { kind, collection: 'posts', above, below: below.join('/'), path }
}

function ofCollection(label: string, path: string, site: JekyllSite): Standing | undefined {
  const collection = site.collections.get(label)
  if (!collection?.output || label === 'posts' || !isWithin(path.split('/'), 0, site)) return undefined
  return { kind: 'document', collection: label, above: [], below: path.slice(label.length + 2), path }
}

/** Whether nothing below a folder such as `_posts` is left out. */
function isWithin(parts: string[], at: number, site: JekyllSite): boolean {
  return parts.every((_, i) => {
    const path = parts.slice(0, i + 1).join('/')
    return i <= at || !(isExcluded(path, site.exclude) || isSpecial(path))
  })
}

/** Markdown, or HTML. */
export function isContent(name: string, site: JekyllSite): boolean {
  return isHtml(name) || site.markdownEndings.some((ending) => name.toLowerCase().endsWith(`.${ending}`))
}

export function isHtml(name: string): boolean {
  return /\.html?$/i.test(name)
}

function withoutPrefix(file: string, dir: string): string {
  return dir !== '' && file.startsWith(`${dir}/_`) ? file.slice(dir.length + 1) : file
}

export function placeOf(file: string, site: JekyllSite): Place | undefined {
  const standing = standingOf(file, site)
  if (!standing) return undefined
  const name = file.split('/').at(-1) ?? ''
  const stem = name.replace(/\.[^.]+$/, '')
  return {
    path: file,
    folder: file.split('/').slice(0, -1).join('/'),
    name: stem,
    logicalPath: file.slice(0, file.length - name.length + stem.length),
    kind: 'page',
    bundle: false,
    section: standing.collection,
    languageKey: '',
  }
}
