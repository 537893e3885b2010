import {
  type Context,
  type Emitter,
  type Liquid,
  type Parser,
  Tag,
  type TagToken,
  type Template,
  type TopLevelToken,
} from 'liquidjs'

/** How a tag of Jekyll's prints: from what is written in it, and from what stands between it and its end. */
export interface PrintedTag {
  /** Whether it has an end. */
  isBlock: boolean
  print(args: string, inner: string, token: TagToken): string
}

/** Registers a tag; `{{ … }}` within it is filled in first. */
export function registerTag(liquid: Liquid, name: string, { isBlock, print }: PrintedTag): void {
  liquid.registerTag(
    name,
    class extends Tag {
      readonly #args: Template[]
      readonly #inner: Template[] = []

      constructor(token: TagToken, rest: TopLevelToken[], owner: Liquid, parser: Parser) {
        super(token, rest, owner)
        this.#args = owner.parse(token.args)
        if (!isBlock) return
        const stream = parser
          .parseStream(rest)
          .on('template', (template: Template) => this.#inner.push(template))
          .on(`tag:end${name}`, () => stream.stop())
          .on('end', () => {
            throw new Error(`tag ${token.getText()} not closed`)
          })
        stream.start()
      }

      override *render(context: Context, emitter: Emitter): Generator<unknown, void, string> {
        const { renderer } = this.liquid
        const args = yield renderer.renderTemplates(this.#args, context)
        const inner = isBlock ? yield renderer.renderTemplates(this.#inner, context) : ''
        emitter.write(print(String(args).trim(), String(inner), this.token as TagToken))
      }
    },
  )
}
