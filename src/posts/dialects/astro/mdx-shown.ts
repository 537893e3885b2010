import type { ElementContent } from 'hast'
import { type Problem, warning } from '../../../config/problem.ts'
import type { BodyContext } from '../../body-context.ts'
import type { BodyTools } from '../../body-syntax.ts'
import { element } from '../../element.ts'
import type { Insertions } from '../../markdown/insertions.ts'
import { isPictureAddress } from '../../picture-names.ts'
import { UnknownCalls } from '../unknown-calls.ts'
import { assetHref } from './asset-href.ts'
import { type PageCode, readModule, shownBy } from './mdx-code.ts'
import { htmlElement, openingTag, type TagKind } from './mdx-elements.ts'
import type { MdxTag } from './mdx-tags.ts'

export interface MdxPage {
  context: BodyContext
  tools: BodyTools
  insertions: Insertions
  /** Of the site: `src`. */
  srcDir: string
}

export interface ShownTag {
  name: string
  kind: TagKind
  args: ReadonlyMap<string, string>
  /** 1-based within the text. */
  line: number
}

const CODE_HINT = 'It is code, which is not run here. Write in Markdown what readers of mails and feeds are to see.'
/** Of Astro itself: they show what they are given. */
const PICTURES = new Set(['Image', 'Picture', 'img'])
const IN_A_LINE: ElementContent = { type: 'text', value: '' }

/** What readers see of a page's code and components, as Markdown. */
export class MdxShown {
  readonly #page: MdxPage
  readonly #code: PageCode = { constants: new Map(), imports: new Map() }
  readonly #unknown: UnknownCalls
  /** Lines of expressions. */
  readonly #leftOut: number[] = []

  constructor(page: MdxPage) {
    this.#page = page
    this.#unknown = new UnknownCalls(page.insertions, page.tools)
  }

  problems(): Problem[] {
    const { context } = this.#page
    const unknown = this.#unknown.problems('component', CODE_HINT, context)
    const [first, ...more] = this.#leftOut
    if (first === undefined) return unknown
    const what = more.length > 0 ? `${more.length + 1} expressions in braces are` : 'an expression in braces is'
    const place = { file: context.post.file, line: context.firstLine + first - 1 }
    return [...unknown, warning('shortcode.unknown', `${what} left out.`, { hint: CODE_HINT, ...place })]
  }

  /** Imports and exports are not shown; what they name may be. */
  readModule(text: string): void {
    readModule(this.#code, text)
  }

  expression(text: string, line: number): string {
    const shown = this.#valueOf(text)
    if (shown === undefined) this.#leftOut.push(line)
    // Neither Markdown nor HTML.
    const isPlain = /^[\p{L}\p{N} .,]*$/u.test(shown ?? '')
    return isPlain ? (shown ?? '') : this.#page.insertions.add([{ type: 'text', value: shown ?? '' }])
  }

  #valueOf(expression: string): string | undefined {
    return shownBy(expression, this.#code, this.#page.context.param)
  }

  argsOf({ attributes }: MdxTag): Map<string, string> {
    const { srcDir } = this.#page
    return new Map(
      attributes.flatMap(({ name, text, code }): [string, string][] => {
        const value = text ?? this.#valueOf(code ?? '')
        if (name === '' || value === undefined) return []
        return [[name, name === 'src' ? assetHref(value, srcDir) : value]]
      }),
    )
  }

  /** A tag that holds nothing. */
  alone({ name, kind, args, line }: ShownTag): string {
    const { insertions } = this.#page
    const src = args.get('src')
    if (PICTURES.has(name) && src !== undefined && isPictureAddress(src)) {
      const picture = element('img', { src, alt: args.get('alt') ?? '', width: args.get('width') })
      return insertions.add([picture, IN_A_LINE])
    }
    if (kind === 'component') return this.#unknown.shown({ name, args, line })
    return kind === 'element' ? insertions.add([htmlElement(name, args, []), IN_A_LINE]) : ''
  }

  /** @param isBlock `inner` is lines of its own */
  around({ name, kind, args, line }: ShownTag, inner: string, isBlock: boolean): string {
    const { markdown } = this.#page.tools
    if (kind === 'unseen') return ''
    if (kind === 'wrapper') return inner
    if (kind === 'component') return this.#unknown.shown({ name, args, line }, inner)
    if (kind === 'inline') return `${openingTag(name, args)}${inner}</${name}>`
    const nodes = isBlock && inner.trim() !== '' ? markdown.blocks(inner) : markdown.inline(inner.trim())
    return this.#page.insertions.add([htmlElement(name, args, nodes)])
  }
}
