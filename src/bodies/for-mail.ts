import type { Element, ElementContent, Root } from 'hast'
import { sanitize } from 'hast-util-sanitize'
import { element, property } from '../posts/element.ts'
import type { Body } from '../posts/post.ts'
import { webUrl } from '../posts/web-url.ts'
import { mailAllows } from './allow-list.ts'
import { codePieceProperties } from './code-roles.ts'
import type { TextDirection } from './direction.ts'
import { idsOf, localLink } from './local-links.ts'
import { CARD_STYLE, scrollable, styleForMail } from './mail-styles.ts'
import { isMedia, mediaLink, nameOf } from './media.ts'
import { isPreview, isUnshowable } from './pictures-of.ts'
import { type Place, type Rewrite, rewriteElements } from './rewrite-elements.ts'
import { altText, tidy } from './tidy.ts'
import { writeHtml } from './write-html.ts'

/** A picture as a mail shows it. Width and height are CSS pixels: the bytes may hold twice as many. */
export interface MailPicture {
  url: string
  width?: number
  height?: number
}

export interface MailOptions {
  /** The body's absolute URL of a picture → what stands for it in the mail. */
  pictures: Map<string, MailPicture>
  /** CSS pixels; no picture is wider. */
  columnWidth: number
  direction?: TextDirection
  /** Sets the ids of a mail's posts apart. */
  idPrefix?: string
}

/** Blocks that mail clients do not know, or show closed. */
const AS_DIV = new Set(['section', 'article', 'aside', 'header', 'footer', 'main', 'nav', 'details'])

/**
 * A body for a mail: no scripts or players, styles in the elements, pictures no wider than the column. A picture that
 * clients cannot show and that has no stand-in becomes a link with its alt text.
 */
export function mailHtml(body: Body, options: MailOptions): string {
  const { direction = 'ltr', idPrefix = 'post-' } = options
  const ids = idsOf(body.tree)
  const forMail: Rewrite = (node, place, inner) => {
    if (isMedia(node)) {
      return framed(
        mediaLink(node, place, (src, alt) =>
          isPreview(src) && !options.pictures.has(src) ? [] : mailImage(element('img', { src, alt }), place, options),
        ),
      )
    }
    if (node.data?.codeRole) return [element('span', codePieceProperties(node.data.codeRole), inner())]
    if (node.tagName === 'img') return mailImage(node, place, options)
    if (isWideFormula(node)) return [scrollable(element('div', {}, inner()))]
    if (node.tagName === 'table') return [scrollable({ ...node, children: inner() })]
    if (node.tagName === 'summary') return [element('p', {}, [element('strong', {}, inner())])]
    if (AS_DIV.has(node.tagName)) return [{ ...node, tagName: 'div', children: inner() }]
    return tidy(node.tagName === 'a' ? localLink(node, ids, idPrefix) : node, inner)
  }
  const tree = rewriteElements(sanitize(body.tree, mailAllows(idPrefix)) as Root, forMail)
  styleForMail(tree, direction)
  return writeHtml(tree).trim()
}

/** Shrunk to a phone's width, it could not be read. */
const NARROW = 340

function isWideFormula({ tagName, children: [only] }: Element): boolean {
  if (tagName !== 'p' || only?.type !== 'element' || only.data?.formulaDepth === undefined) return false
  return Number(only.properties.width) > NARROW
}

/** What has no picture to be seen by is a card. */
function framed(nodes: ElementContent[]): ElementContent[] {
  const [only] = nodes
  if (only?.type !== 'element' || only.tagName !== 'p' || only.children.length !== 1) return nodes
  return [element('div', { style: CARD_STYLE }, only.children)]
}

function mailImage(image: Element, place: Place, { pictures, columnWidth }: MailOptions): ElementContent[] {
  const src = webUrl(property(image, 'src'))
  if (!src) return altText(image)
  const picture = pictures.get(src)
  if (!picture && isUnshowable(src)) return pictureLink(image, src, place)

  const { width, height } = shownSize(image, picture, columnWidth)
  const alt = property(image, 'alt') ?? ''
  const shown = element('img', { src: picture?.url ?? src, alt, title: property(image, 'title'), width, height })
  return [image.data ? { ...shown, data: image.data } : shown]
}

function pictureLink(image: Element, src: string, { insideLink }: Place): ElementContent[] {
  const alt = altText(image)
  const words = alt.length > 0 ? alt : [nameOf(src)]
  return [insideLink ? element('span', {}, words) : element('a', { href: src }, words)]
}

interface Size {
  width?: number
  height?: number
}

/**
 * Outlook obeys `width` and `height` alone and none of the styles, so they are given wherever they are known: as the post says,
 * else the picture's own; no wider than the column, and never out of shape.
 */
function shownSize(image: Element, picture: MailPicture | undefined, columnWidth: number): Size {
  const written = { width: pixels(image, 'width'), height: pixels(image, 'height') }
  const shape = picture?.width && picture.height ? picture.height / picture.width : ratioOf(written)
  const wanted = written.width ?? (written.height && shape ? written.height / shape : picture?.width)
  if (wanted === undefined) return {}
  const width = Math.round(Math.min(wanted, columnWidth))
  return { width, ...(shape && { height: Math.max(1, Math.round(width * shape)) }) }
}

function ratioOf({ width, height }: Size): number | undefined {
  return width && height ? height / width : undefined
}

function pixels(image: Element, name: string): number | undefined {
  const written = property(image, name)
  return written && /^[1-9]\d{0,4}$/.test(written) ? Number(written) : undefined
}
