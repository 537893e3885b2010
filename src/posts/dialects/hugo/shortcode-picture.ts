import type { MarkdownNodes } from '../../body-syntax.ts'
import { element } from '../../element.ts'
import { isPictureAddress } from '../../picture-names.ts'
import { schemeOf } from '../../scheme.ts'
import { pictureOf } from './shortcode-figure.ts'
import type { ShortcodeParams } from './shortcode-lexer.ts'
import type { ShortcodeCall } from './shortcode-tree.ts'

/** Names that say what their first value, or one of these, is: `{{< img boat.jpg >}}`, `{{< imgproc path="boat.jpg" >}}`, `{{< my-image … >}}`. */
const PICTURE_KEYS = ['path', 'file', 'image', 'img']
const PICTURE_NAME = /(?:^|[_./-])(?:ima?ge?|fig(?:ure)?|pic(?:ture)?|photo|screenshot)/i

/** The picture of a shortcode that nobody knows, if it has one: an address that ends as a picture's does. */
export function pictureIn({ name, params }: ShortcodeCall): string | undefined {
  const src = writtenPicture(name, params)?.trim()
  if (src === undefined || !isPictureAddress(src)) return undefined
  return /^https?$/.test(schemeOf(src) ?? 'https') ? src : undefined
}

function writtenPicture(name: string, { named, positional }: ShortcodeParams): string | undefined {
  if (named.has('src') || !PICTURE_NAME.test(name)) return named.get('src')
  return positional[0] ?? PICTURE_KEYS.map((key) => named.get(key)).find((value) => value)
}

/** As of a `figure`; without words below it, the picture alone. */
export function pictureFrom(src: string, { named }: ShortcodeParams, markdown: MarkdownNodes) {
  const { picture, caption } = pictureOf(src, readAsFigure(named), markdown)
  return caption ? element('figure', {}, [picture, caption]) : picture
}

function readAsFigure(named: ReadonlyMap<string, string>): Map<string, string> {
  const values = new Map(named)
  const take = (name: string, from: string[]) => {
    const value = from.map((each) => named.get(each)?.trim()).find((each) => each)
    if (value) values.set(name, value)
    else values.delete(name)
  }
  take('caption', ['caption', 'text', 'content'])
  take('link', ['url', 'href', 'link'])
  for (const side of ['width', 'height']) if (!/^\d+$/.test(values.get(side) ?? '')) values.delete(side)
  return values
}
