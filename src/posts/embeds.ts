import type { Element, Root } from 'hast'
import { visit } from 'unist-util-visit'
import { element, property } from './element.ts'

/** A video that a post shows. Where it plays is the reader's client's matter, so each writer in bodies/ decides. */
export interface Video {
  /** Where it can be watched. */
  url: string
  /** A still of it. */
  poster?: string
  title?: string
}

const YOUTUBE_HOSTS = new Set(['youtube.com', 'm.youtube.com', 'youtube-nocookie.com'])
const YOUTUBE_ID = /^[\w-]{6,20}$/

/** The neutral element for a video: `<broadsheet-video url poster title>`. */
export function videoElement({ url, poster, title }: Video): Element {
  return element('broadsheet-video', { url, poster, title })
}

/** A YouTube video by its id, or undefined where that cannot be one. `start` is in seconds. */
export function youtubeVideo(id: string, { title, start }: { title?: string; start?: string } = {}): Video | undefined {
  if (!YOUTUBE_ID.test(id)) return undefined
  const from = start && /^\d{1,6}$/.test(start) ? `&t=${start}s` : ''
  return {
    url: `https://www.youtube.com/watch?v=${id}${from}`,
    poster: `https://i.ytimg.com/vi/${id}/hqdefault.jpg`,
    ...(title ? { title } : {}),
  }
}

/** Turns each `<iframe>` that plays from YouTube into the neutral element, in place. URLs must be absolute by now. */
export function replaceVideoFrames(tree: Root): void {
  visit(tree, 'element', (node, index, parent) => {
    if (node.tagName !== 'iframe' || parent === undefined || index === undefined) return
    const video = videoOfFrame(node)
    if (video) parent.children[index] = videoElement(video)
  })
}

function videoOfFrame(frame: Element): Video | undefined {
  const src = property(frame, 'src')
  if (!src || !URL.canParse(src)) return undefined
  const url = new URL(src)
  const id = /^\/embed\/([^/]+)$/.exec(url.pathname)?.[1]
  if (!id || !YOUTUBE_HOSTS.has(url.hostname.replace(/^www\./, ''))) return undefined
  return youtubeVideo(id, { title: property(frame, 'title'), start: url.searchParams.get('start') ?? undefined })
}
