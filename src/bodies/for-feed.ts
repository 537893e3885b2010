import { element, property } from '../posts/element.ts'
import { parseHtml } from '../posts/markdown/parse-html.ts'
import type { Body } from '../posts/post.ts'
import { cleanTree, withoutClass } from './clean-tree.ts'
import { type FormulaPicture, withFormulaPictures } from './formulas.ts'
import { isMedia, mediaLink } from './media.ts'
import { type Rewrite, rewriteElements } from './rewrite-elements.ts'
import { altText, tidy } from './tidy.ts'
import { writeHtml } from './write-html.ts'

/** A body for feed readers: HTML that means and does not style, every URL absolute, what plays as a link. */
export function feedHtml(body: Body, clean = cleanTree(body)): string {
  return writeHtml(rewriteElements(clean, forFeed)).trim()
}

/** Neither what plays is shown, nor a picture without an address. A feed says which language a code block is in, and not what is a footnote. */
const forFeed: Rewrite = (written, place, inner) => {
  const node = written.tagName === 'code' ? written : withoutClass(written)
  if (isMedia(node)) return mediaLink(node, place, (src, alt) => [element('img', { src, alt })])
  if (node.tagName === 'img' && !property(node, 'src')) return altText(node)
  return tidy(node, inner)
}

/** What feedHtml wrote, with pictures in the places of formulas. */
export function feedHtmlWithFormulas(html: string, pictures: ReadonlyMap<string, FormulaPicture>): string {
  const tree = pictures.size > 0 ? parseHtml(html) : undefined
  return tree ? writeHtml(withFormulaPictures({ tree }, pictures).tree) : html
}
