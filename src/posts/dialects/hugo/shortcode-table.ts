import type { Element, ElementContent } from 'hast'
import { type Problem, warning } from '../../../config/problem.ts'
import type { BodyContext } from '../../body-context.ts'
import { element } from '../../element.ts'
import { videoElement, youtubeVideo } from '../../embeds.ts'
import type { ShortcodeParams } from './shortcode-lexer.ts'
import type { ShortcodeCall } from './shortcode-tree.ts'

/** What a shortcode stands for: text, read as Markdown with what is around it, or nodes, put into the finished tree. */
export interface ShortcodeRendering {
  content: string | ElementContent[]
  /** Its place is filled in by the caller. */
  problem?: Problem
}

/** A line of Markdown → nodes without a paragraph around them. */
export type RenderInline = (markdown: string) => ElementContent[]

export type RenderShortcode = (
  call: ShortcodeCall,
  context: BodyContext,
  renderInline: RenderInline,
) => ShortcodeRendering

/** Hugo's own shortcodes that Broadsheet understands (https://gohugo.io/shortcodes/). Arguments are untrusted. */
export const SHORTCODES: ReadonlyMap<string, RenderShortcode> = new Map<string, RenderShortcode>([
  ['youtube', youtube],
  ['figure', figure],
  ['ref', reference],
  ['relref', reference],
])

function youtube({ params }: ShortcodeCall): ShortcodeRendering {
  // Markdown editors write an id's underscore as `\_`.
  const id = argument(params, 'id', 0)?.replace(/\\(?=[_-])/g, '') ?? ''
  const video = youtubeVideo(id, { title: params.named.get('title'), start: params.named.get('start') })
  if (video) return { content: [videoElement(video)] }
  return { content: [], problem: badArgument(`\`youtube\` needs the id of a video, and "${id}" is none.`) }
}

function figure({ params }: ShortcodeCall, _: BodyContext, renderInline: RenderInline): ShortcodeRendering {
  const { named } = params
  const src = argument(params, 'src', 0)
  if (!src) return { content: [], problem: badArgument('`figure` needs `src`, the address of a picture.') }

  const caption = captionOf(named, renderInline)
  // Hugo falls back on the caption for an alt text.
  const alt = named.get('alt') ?? textOf(renderInline(named.get('caption') ?? ''))
  const image = element('img', { src, alt, width: named.get('width'), height: named.get('height') })
  const link = named.get('link')
  const picture = link ? element('a', { href: link }, [image]) : image
  return { content: [element('figure', {}, caption ? [picture, caption] : [picture])] }
}

function captionOf(named: Map<string, string>, renderInline: RenderInline): Element | undefined {
  const title = named.get('title')
  const attribution = named.get('attr')
  const attributionLink = named.get('attrlink')
  const caption = renderInline(named.get('caption') ?? '')
  const credit = renderInline(attribution ?? '')
  const line: (ElementContent | string)[] = [
    ...caption,
    ...(caption.length > 0 && credit.length > 0 ? [' '] : []),
    ...(attributionLink && credit.length > 0 ? [element('a', { href: attributionLink }, credit)] : credit),
  ]
  const parts = [...(title ? [element('h4', {}, [title])] : []), ...(line.length > 0 ? [element('p', {}, line)] : [])]
  return parts.length > 0 ? element('figcaption', {}, parts) : undefined
}

function reference({ name, params }: ShortcodeCall, context: BodyContext): ShortcodeRendering {
  const target = argument(params, 'path', 0) ?? ''
  const url = context.resolveRef(target, params.named.get('lang'))
  if (url) return { content: forMarkdown(url) }
  const problem = warning('shortcode.reference', `\`${name}\` points at "${target}", and there is no such post.`, {
    hint: 'Correct the path, or remove the link.',
  })
  // Markdown makes `[text]()` of it, which shows the text.
  return { content: '', problem }
}

function argument({ named, positional }: ShortcodeParams, name: string, position: number): string | undefined {
  return named.get(name) ?? positional[position]
}

function badArgument(message: string): Problem {
  return warning('shortcode.arguments', message, { hint: 'Nothing is shown in its place.' })
}

/** Percent-encodes what would end or change a link in Markdown and HTML. */
function forMarkdown(url: string): string {
  return url.replace(/[\s<>()[\]"'`\\*]/g, (character) => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`)
}

function textOf(nodes: ElementContent[]): string {
  return nodes
    .map((node) => (node.type === 'text' ? node.value : 'children' in node ? textOf(node.children) : ''))
    .join('')
}
