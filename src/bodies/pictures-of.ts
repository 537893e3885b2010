import { eachElement } from '../posts/each-element.ts'
import { property } from '../posts/element.ts'
import { PREVIEW_HOST } from '../posts/embeds.ts'
import type { Body } from '../posts/post.ts'
import { webUrl } from '../posts/web-url.ts'

/** A picture that a mail shows. */
export interface NeededPicture {
  /** Absolute, as the body has it. */
  url: string
  /** Absolute path, where the site's folder holds it. */
  file?: string
  /** It has to be fetched: from the site, whose folder does not hold it; or it is the preview of a film. */
  from?: 'site' | 'preview'
}

/** What too few mail clients show (https://www.caniemail.com/features/image-svg/, image-webp, image-avif). */
const NOT_FOR_MAIL = /\.(?:svgz?|webp|avif|heic|heif|jxl|tiff?|bmp|jp2)$/i

/** The pictures of a body, each once, in order. */
export function picturesOf(body: Body): NeededPicture[] {
  const found = new Map<string, NeededPicture>()
  eachElement(body.tree, (node) => {
    if (node.tagName !== 'img') return
    const url = webUrl(property(node, 'src'))
    if (!url || found.has(url)) return
    const file = body.files.get(url)
    found.set(url, file ? { url, file } : { url })
  })
  return [...found.values()]
}

/** The previews of a body's films, each once. */
export function previewsOf({ tree, files }: Body): NeededPicture[] {
  const found = new Map<string, NeededPicture>()
  eachElement(tree, (node) => {
    const url = webUrl(property(node, 'poster'))
    const file = url && files.get(url)
    if (url && (file || isPreview(url))) found.set(url, file ? { url, file } : { url, from: 'preview' })
  })
  return [...found.values()]
}

/** A picture of a service that would learn who opens a mail: shown where we keep it, and else not at all. */
export function isPreview(url: string): boolean {
  return new URL(url).hostname === PREVIEW_HOST
}

/** Judged by its URL: whether mail clients would show a hole instead. */
export function isUnshowable(url: string): boolean {
  return NOT_FOR_MAIL.test(new URL(url).pathname)
}
