import type { Element, Root } from 'hast'
import { eachElement } from './each-element.ts'
import { element, property } from './element.ts'

/** A video that a post shows. Where it plays is the reader's client's matter, so each writer in bodies/ decides. */
export interface Video {
  /** Where it can be watched. */
  url: string
  /** A still of it. */
  poster?: string
  title?: string
}

/** What a post shows from elsewhere, such as a gist: a link in a frame, wherever it is read. */
export interface Card {
  url: string
  /** Reads in every language: names of services, people and files. */
  title: string
}

const YOUTUBE_HOSTS = new Set(['youtube.com', 'm.youtube.com', 'youtube-nocookie.com'])
/** Where YouTube has the previews of its films. */
export const PREVIEW_HOST = 'i.ytimg.com'
const YOUTUBE_ID = /^[\w-]{6,20}$/

/** The neutral element for a video: `<broadsheet-video url poster title>`. */
export function videoElement({ url, poster, title }: Video): Element {
  return element('broadsheet-video', { url, poster, title })
}

/** The neutral element for a card: `<broadsheet-card url title>`. */
export function cardElement({ url, title }: Card): Element {
  return element('broadsheet-card', { url, title })
}

/** A YouTube video by its id, or undefined where that cannot be one. `start` is in seconds. */
export function youtubeVideo(id: string, { title, start }: { title?: string; start?: string } = {}): Video | undefined {
  if (!YOUTUBE_ID.test(id)) return undefined
  const from = start && /^\d{1,6}$/.test(start) ? `&t=${start}s` : ''
  return {
    url: `https://www.youtube.com/watch?v=${id}${from}`,
    poster: `https://${PREVIEW_HOST}/vi/${id}/hqdefault.jpg`,
    ...(title ? { title } : {}),
  }
}

/** A Vimeo video by its number, or undefined where that is none. A hash opens an unlisted one. */
export function vimeoVideo(id: string, title?: string, hash?: string): Video | undefined {
  if (!/^\d{4,12}$/.test(id)) return undefined
  const unlisted = hash && /^[\da-f]+$/i.test(hash) ? `/${hash}` : ''
  return { url: `https://vimeo.com/${id}${unlisted}`, ...(title ? { title } : {}) }
}

/** Turns each `<iframe>` that plays from YouTube or Vimeo into the neutral element, in place. URLs must be absolute by now. */
export function replaceVideoFrames(tree: Root): void {
  eachElement(tree, (node, parent, index) => {
    if (node.tagName !== 'iframe') return
    const video = videoOfFrame(node)
    if (video) parent.children[index] = videoElement(video)
  })
}

function videoOfFrame(frame: Element): Video | undefined {
  const src = property(frame, 'src')
  if (!src || !URL.canParse(src)) return undefined
  const url = new URL(src)
  const host = url.hostname.replace(/^www\./, '')
  const title = property(frame, 'title')
  const [, first, id = ''] = url.pathname.split('/')
  if (host === 'player.vimeo.com' && first === 'video')
    return vimeoVideo(id, title, url.searchParams.get('h') ?? undefined)
  if (!YOUTUBE_HOSTS.has(host) || first !== 'embed') return undefined
  return youtubeVideo(id, { title, start: url.searchParams.get('start') ?? undefined })
}
