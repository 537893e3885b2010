import type { MarkdownIt, Token } from 'markdown-it'
import type { PieceCounter } from './body-limits.ts'

type Nesting = -1 | 0 | 1

/** Counts what a text is taken apart into, as it is made: a few lines can make millions of tokens. */
export function countPieces(md: MarkdownIt): void {
  md.block.State = class extends md.block.State {
    override push(type: string, tag: string, nesting: Nesting): Token {
      count(this.env)
      return super.push(type, tag, nesting)
    }
  }
  md.inline.State = class extends md.inline.State {
    override push(type: string, tag: string, nesting: Nesting): Token {
      count(this.env)
      return super.push(type, tag, nesting)
    }
  }
}

/** @param env what markdown-it is called with, which a text and all that is rendered within it share */
function count(env: object): void {
  ;(env as { pieces?: PieceCounter }).pieces?.add()
}
