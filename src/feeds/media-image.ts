import type { FeedImage } from './feed.ts'
import { addElement, type XmlElement } from './xml-element.ts'

/**
 * A post's picture, by Media RSS 1.5.1, which asks for no size or type as an enclosure would, but takes both; and as the
 * thumbnail, where other readers look for it.
 */
export function addImage(entry: XmlElement, image: FeedImage): void {
  const size: Record<string, string> = {
    ...(image.width !== undefined && { width: String(image.width) }),
    ...(image.height !== undefined && { height: String(image.height) }),
  }
  const content = addElement(entry, 'media:content', '', {
    url: image.url,
    medium: 'image',
    ...(image.type && { type: image.type }),
    ...(image.length !== undefined && { fileSize: String(image.length) }),
    ...size,
  })
  if (image.alt) addElement(content, 'media:description', image.alt, { type: 'plain' })
  addElement(entry, 'media:thumbnail', '', { url: image.url, ...size })
}
