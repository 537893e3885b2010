import type { ElementContent } from 'hast'
import { type Problem, warning } from '../../config/problem.ts'
import type { BodyContext } from '../body-context.ts'
import type { BodyTools } from '../body-syntax.ts'
import { element } from '../element.ts'
import type { Insertions } from '../markdown/insertions.ts'
import { isPictureAddress } from '../picture-names.ts'

/** Something that a site's own templates draw: a shortcode, a component. */
export interface UnknownCall {
  name: string
  args: ReadonlyMap<string, string>
  /** 1-based within the text. */
  line: number
}

const PICTURES = ['src', 'path', 'image', 'img', 'file', 'url']
const WORDS = ['title', 'text', 'caption', 'content', 'alt', 'label']
const LINKS = ['url', 'href', 'link']

/** Shows what can be shown of calls that nobody here knows, and says each name once. */
export class UnknownCalls {
  readonly #counts = new Map<string, { line: number; count: number }>()
  readonly #insertions: Insertions
  readonly #tools: BodyTools

  constructor(insertions: Insertions, tools: BodyTools) {
    this.#insertions = insertions
    this.#tools = tools
  }

  /** @param inner what stands between its tags, which stays @returns Markdown */
  shown(call: UnknownCall, inner?: string): string {
    const before = this.#counts.get(call.name)
    this.#counts.set(call.name, { line: before?.line ?? call.line, count: (before?.count ?? 0) + 1 })
    if (inner !== undefined && inner.trim() !== '') return inner
    const nodes = this.#nodesOf(call.args)
    // An empty text says that they stand in a paragraph.
    return nodes.length > 0 ? this.#insertions.add([...nodes, { type: 'text', value: '' }]) : ''
  }

  #nodesOf(args: ReadonlyMap<string, string>): ElementContent[] {
    const first = (names: string[]) => names.map((name) => args.get(name)?.trim()).find((value) => value)
    const picture = PICTURES.map((name) => args.get(name)?.trim()).find((value) => value && isPictureAddress(value))
    const words = first(WORDS)
    if (picture) return [element('img', { src: picture, alt: args.get('alt') ?? words ?? '' })]
    if (words === undefined) return []
    const href = first(LINKS)
    const shown = this.#tools.markdown.inline(words)
    return href === undefined ? shown : [element('a', { href }, shown)]
  }

  /** @param what `shortcode` */
  problems(what: string, hint: string, { post, firstLine }: BodyContext): Problem[] {
    return [...this.#counts].map(([name, { line, count }]) => {
      const more = count > 1 ? ` (${count} times in this file)` : ''
      const message = `the ${what} \`${name}\` is unknown${more}: at most its words or its picture are shown.`
      return warning('shortcode.unknown', message, { hint, file: post.file, line: firstLine + line - 1 })
    })
  }
}
