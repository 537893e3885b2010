import type { Element, ElementContent } from 'hast'
import { element, property } from '../posts/element.ts'
import type { Video } from '../posts/embeds.ts'
import { webUrl } from '../posts/web-url.ts'
import { type Place, takesParagraphs } from './rewrite-elements.ts'

const MEDIA_TAGS = new Set([
  'broadsheet-video',
  'broadsheet-card',
  'iframe',
  'audio',
  'video',
  'embed',
  'object',
  'source',
  'param',
])

export function isMedia({ tagName }: Element): boolean {
  return MEDIA_TAGS.has(tagName)
}

/**
 * A link in the place of something that plays: a still of it where there is one, and a line that says what it is.
 * Nothing where it leads nowhere. Inside a link, only the words.
 */
export function mediaLink(
  media: Element,
  place: Place,
  still: (poster: string, alt: string) => ElementContent[],
): ElementContent[] {
  const found = readMedia(media)
  if (!found) return []
  const title = found.title ?? nameOf(found.url)
  const label = media.tagName === 'broadsheet-card' ? title : `▶ ${title}`
  if (place.insideLink) return [{ type: 'text', value: label }]
  const line = element('a', { href: found.url }, [label])
  const picture = found.poster ? still(found.poster, title) : []
  const content = picture.length > 0 ? [element('a', { href: found.url }, picture), element('br'), line] : [line]
  return takesParagraphs(place) ? [element('p', {}, content)] : content
}

function readMedia(media: Element): Video | undefined {
  const url = webUrl(property(media, 'url') ?? property(media, 'src') ?? property(media, 'data') ?? sourceOf(media))
  if (!url || media.tagName === 'source' || media.tagName === 'param') return undefined
  const poster = webUrl(property(media, 'poster'))
  const title = property(media, 'title')?.trim()
  return { url, ...(poster ? { poster } : {}), ...(title ? { title } : {}) }
}

/** `<video><source src>`, `<object><param name="movie" value>`, `<object><embed src>`. */
function sourceOf(media: Element): string | undefined {
  for (const child of media.children) {
    if (child.type !== 'element') continue
    if (child.tagName === 'source' || child.tagName === 'embed') return property(child, 'src')
    if (child.tagName === 'param' && /^(movie|src)$/i.test(property(child, 'name') ?? ''))
      return property(child, 'value')
  }
  return undefined
}

const PLAYERS: Record<string, string> = { 'youtube.com': 'YouTube', 'vimeo.com': 'Vimeo', 'player.vimeo.com': 'Vimeo' }

/** A file's name where the URL leads to a file, else the host's: it must read in every language. */
export function nameOf(url: string): string {
  const { hostname, pathname } = new URL(url)
  const file = /\/([^/]+\.\w{2,5})$/.exec(pathname)?.[1]
  if (file) return decoded(file)
  const host = hostname.replace(/^www\./, '')
  return PLAYERS[host] ?? host
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** So many names are told; a post of a hundred pictures needs no more. */
const MOST_NAMES = 3

/** `a.png, b.png, c.png, …`: what files are called, each once. */
export function namesOf(urls: string[]): string {
  const names = [...new Set(urls.map(nameOf))]
  return [...names.slice(0, MOST_NAMES), ...(names.length > MOST_NAMES ? ['…'] : [])].join(', ')
}
