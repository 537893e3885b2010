import { address, choice, read, words } from './config-shapes.ts'
import { parseHubUrl } from './hub-url.ts'

const PICTURE = (key: string) => `Write the path or the address of a picture: ${key} = "/${key}.png".`

/** Keys of [feeds] that say what stands in each document. */
export const feedDocumentKeys = {
  content: choice(['full', 'summary'], 'Write "full" or "summary".').default('full'),
  /** What new entries are known by: a `tag:` URI, or the URL that their post has then. */
  ids: choice(['tag', 'url'], 'Write "tag" or "url".').default('tag'),
  /** A square picture, and one that is clear at 16 pixels; absolute URLs in Config. */
  icon: read(parsePicture, PICTURE('icon')).optional(),
  favicon: read(parsePicture, PICTURE('favicon')).optional(),
  /** Plain text. */
  rights: words('Write what others may do: rights = "© 2026 Mei".').optional(),
  licence: read(
    parseHubUrl,
    'Write the address of a licence: licence = "https://creativecommons.org/licenses/by/4.0/".',
  ).optional(),
  /** Address to which a line below each post leads; everybody can read it. */
  reply_to: address().optional(),
}

/** A path from the site's root, or an http(s) URL. */
function parsePicture(text: string): string | undefined {
  return /^\/(?!\/)\S*$/.test(text) ? text : parseHubUrl(text)
}
