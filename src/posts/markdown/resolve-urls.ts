import type { Element, ElementData, Root } from 'hast'
import type { BodyContext } from '../body-context.ts'
import { eachElement } from '../each-element.ts'
import { property } from '../element.ts'
import { withLowerScheme } from '../scheme.ts'
import { readSrcSet, writeSrcSet } from './src-set.ts'

declare module 'hast' {
  interface ElementData {
    /** On a link within the post: the id it points at. Its `href` leads to the post's place on the site. */
    localTarget?: string
  }
}

/** Properties that hold one URL (HTML, "Attributes" index), and those of `<broadsheet-video>`. */
const URL_PROPERTIES = [
  'href',
  'src',
  'poster',
  'cite',
  'data',
  'action',
  'formAction',
  'longDesc',
  'background',
  'url',
]
const ALL_URL_PROPERTIES = new Set([...URL_PROPERTIES, 'srcSet'])
const FILE_TAGS = new Set(['img', 'source', 'audio', 'video'])

export interface ResolvedUrls {
  /** Behind pictures, audio and video, by absolute URL. */
  files: Map<string, string>
  /** Links as they are written, to pages and files of the site that are not there. */
  deadLinks: string[]
}

/** Makes every URL of a tree absolute, in place. */
export function resolveUrls(tree: Root, resolveUrl: BodyContext['resolveUrl']): ResolvedUrls {
  const files = new Map<string, string>()
  const deadLinks = new Set<string>()
  const resolve = (written: string, isFile: boolean, isLink = false): string => {
    const { url: resolved, file, isDead } = resolveUrl(written.trim())
    const url = withLowerScheme(resolved)
    if (file && isFile) files.set(url, file)
    if (isDead && isLink) deadLinks.add(written.trim())
    return url
  }
  eachElement(tree, (node) => {
    if (!hasUrls(node)) return
    markLocalTarget(node)
    for (const name of URL_PROPERTIES) resolveProperty(node, name, resolve)
    const srcSet = property(node, 'srcSet')
    if (srcSet) node.properties.srcSet = resolveSrcSet(srcSet, (url) => resolve(url, true))
  })
  return { files, deadLinks: [...deadLinks] }
}

/** Most elements have no property at all. */
function hasUrls({ properties }: Element): boolean {
  for (const name in properties) if (ALL_URL_PROPERTIES.has(name)) return true
  return false
}

function resolveProperty(
  node: Element,
  name: string,
  resolve: (url: string, isFile: boolean, isLink: boolean) => string,
): void {
  const written = property(node, name)
  if (written === undefined) return
  // An empty address is the page itself, which nobody means.
  if (written.trim() === '') delete node.properties[name]
  else {
    const isFile = name === 'poster' || (name === 'src' && FILE_TAGS.has(node.tagName))
    node.properties[name] = resolve(written, isFile, name === 'href' && node.tagName === 'a')
  }
}

function markLocalTarget(node: Element): void {
  const href = node.tagName === 'a' ? property(node, 'href') : undefined
  if (!href || !/^#./.test(href)) return
  node.data ??= {} as ElementData
  node.data.localTarget = decodeFragment(href.slice(1))
}

function decodeFragment(fragment: string): string {
  try {
    return decodeURIComponent(fragment)
  } catch {
    return fragment
  }
}

function resolveSrcSet(srcSet: string, resolve: (url: string) => string): string {
  return writeSrcSet(readSrcSet(srcSet).map(({ url, size }) => ({ url: resolve(url), size })))
}
