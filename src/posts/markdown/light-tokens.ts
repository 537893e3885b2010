import type { MarkdownIt, StateInline, Token } from 'markdown-it'
import type { PieceCounter } from './body-limits.ts'

type Nesting = -1 | 0 | 1

/**
 * markdown-it's tokens, made in a fraction of the time: the package, compiled for old engines, defines eight fields of each by a
 * function call, which took a twelfth of rendering. The states make them as `StateBlock.push`, `StateInline.push` and
 * `StateInline.pushPending` do.
 */
export function lightTokens(md: MarkdownIt): void {
  const { Token: Slow } = new md.core.State('', md, {})
  class LightToken {
    map = null
    level = 0
    children = null
    content = ''
    markup = ''
    info = ''
    block = false
    hidden = false
    attrs = null
    meta = null
    type: string
    tag: string
    nesting: Nesting

    constructor(type: string, tag: string, nesting: Nesting) {
      this.type = type
      this.tag = tag
      this.nesting = nesting
    }
  }
  Object.setPrototypeOf(LightToken.prototype, Slow.prototype)
  const Light = LightToken as unknown as typeof Slow

  md.block.State = class extends md.block.State {
    override push(type: string, tag: string, nesting: Nesting): Token {
      count(this.env)
      const token = new Light(type, tag, nesting)
      token.block = true
      if (nesting < 0) this.level -= 1
      token.level = this.level
      if (nesting > 0) this.level += 1
      this.tokens.push(token)
      return token
    }
  }

  md.inline.State = class extends md.inline.State {
    override pushPending(): Token {
      const token = new Light('text', '', 0)
      token.content = this.pending
      token.level = this.pendingLevel
      this.tokens.push(token)
      this.pending = ''
      return token
    }

    override push(type: string, tag: string, nesting: Nesting): Token {
      count(this.env)
      if (this.pending) this.pushPending()
      const token = new Light(type, tag, nesting)
      if (nesting < 0) {
        this.level -= 1
        this.delimiters = this._prev_delimiters.pop() ?? []
      }
      token.level = this.level
      let meta: { delimiters: StateInline['delimiters'] } | undefined
      if (nesting > 0) {
        this.level += 1
        this._prev_delimiters.push(this.delimiters)
        this.delimiters = []
        meta = { delimiters: this.delimiters }
      }
      this.pendingLevel = this.level
      this.tokens.push(token)
      this.tokens_meta.push(meta)
      return token
    }
  }
}

/** @param env what markdown-it is called with, which a text and all that is rendered within it share */
function count(env: object): void {
  ;(env as { pieces?: PieceCounter }).pieces?.add()
}
