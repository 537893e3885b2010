import { address, choice, read, words } from './config-shapes.ts'
import { parseHubUrl } from './hub-url.ts'

const PICTURE = (key: string) => `Write the path or the address of a picture: ${key} = "/${key}.png".`

/** Keys of [feeds] that say what stands in each document. */
export const feedDocumentKeys = {
  content: choice(['full', 'summary'], 'Write "full" or "summary".').default('full'),
  ids: choice(['tag', 'url'], 'Write "tag" or "url".').default('tag'),
  icon: read(parsePicture, PICTURE('icon')).optional(),
  favicon: read(parsePicture, PICTURE('favicon')).optional(),
  rights: words('Write what others may do: rights = "© 2026 Mei".').optional(),
  licence: read(
    parseHubUrl,
    'Write the address of a licence: licence = "https://creativecommons.org/licenses/by/4.0/".',
  ).optional(),
  reply_to: address().optional(),
}

/** A path from the site's root, or an http(s) URL. */
function parsePicture(text: string): string | undefined {
  return /^\/(?!\/)\S*$/.test(text) ? text : parseHubUrl(text)
}
