import type { Page } from '../../page.ts'
import { trimEnds } from '../../trim-ends.ts'
import type { HugoSite } from './site-config.ts'

/** The site's pages by what `ref` and `relref` may call them. */
export interface RefIndex {
  /** Language and path below the content: `en:posts/a`. */
  byPath: Map<string, Page>
  /** Language and name alone: `en:a`; `undefined` where several pages have it. */
  byName: Map<string, Page | undefined>
  languageKeys: string[]
}

export function refIndex(pages: Page[], site: HugoSite): RefIndex {
  const index: RefIndex = { byPath: new Map(), byName: new Map(), languageKeys: site.languages.map(({ key }) => key) }
  for (const page of pages) {
    const { languageKey, logicalPath } = page.place
    const path = canonical(logicalPath)
    const nameKey = `${languageKey}:${path.split('/').at(-1)}`
    index.byPath.set(`${languageKey}:${path}`, page)
    index.byName.set(nameKey, index.byName.has(nameKey) ? undefined : page)
  }
  return index
}

/**
 * What `ref` and `relref` point at (https://gohugo.io/shortcodes/ref/): `/section/post.md` from the content's root; `section/post.md`
 * beside the page, else from the root; a bare `post.md` or `/post.md` anywhere, if only one page is called so; `#part` on the page itself.
 * @returns an absolute URL, or undefined where no page, or more than one, is called so
 */
export function resolveRef(reference: string, from: Page, index: RefIndex, language?: string): string | undefined {
  const [written = '', ...parts] = reference.trim().split('#')
  const fragment = parts.length > 0 ? `#${parts.join('#')}` : ''
  if (written === '') return fragment ? from.url + fragment : undefined
  const key = language?.toLowerCase() ?? from.place.languageKey
  const page = findPage(written, from, key, index)
  return page && page.url + fragment
}

function findPage(written: string, from: Page, key: string, index: RefIndex): Page | undefined {
  const path = canonical(withoutFileEnding(written, index.languageKeys))
  const fromRoot = (parts: string) => index.byPath.get(`${key}:${joined('', parts)}`)
  const named = () => index.byName.get(`${key}:${path.replace(/^\//, '')}`)
  if (written.startsWith('/')) return fromRoot(path) ?? named()
  const { logicalPath, folder } = from.place
  const beside = [folder, logicalPath.split('/').slice(0, -1).join('/')].map((base) => joined(canonical(base), path))
  const near = beside.map((candidate) => index.byPath.get(`${key}:${candidate}`)).find((page) => page !== undefined)
  return near ?? fromRoot(path) ?? named()
}

/** `post.he.md` → `post`, `bundle/index.md` → `bundle`. */
function withoutFileEnding(path: string, languageKeys: string[]): string {
  const stem = path.replace(/\.(?:md|markdown|mdown|html?)$/i, '')
  const suffix = /\.([^./]+)$/.exec(stem)?.[1]
  const name = suffix && languageKeys.includes(suffix.toLowerCase()) ? stem.slice(0, -suffix.length - 1) : stem
  return name.replace(/(?:^|\/)_?index$/, '')
}

/** Hugo compares paths in lower case and with hyphens for spaces. */
function canonical(path: string): string {
  return trimEnds(path.normalize('NFC').toLowerCase().replace(/\s+/g, '-'), '/')
}

/** Resolves `.` and `..`; what climbs above the content's root stays at it. */
function joined(base: string, path: string): string {
  const parts: string[] = []
  for (const part of `${base}/${path}`.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return parts.join('/')
}
