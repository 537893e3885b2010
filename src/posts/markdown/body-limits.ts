/** Pieces that one post's text may be cut into: a long novel has a fifth of it. More would fill the memory before anybody could tell. */
export const MOST_PIECES = 500_000

/** Elements open at once, far beyond what is kept (parse-html.ts): a parser asks all of them at each tag. */
export const MOST_OPEN = 2_000

/** A post that is more than Broadsheet takes: its problem is its own (unreadable-post.ts). */
export class TooMuch extends Error {
  readonly what: 'pieces' | 'nesting'

  constructor(what: 'pieces' | 'nesting') {
    super(`too much ${what}`)
    this.what = what
  }
}

/** Characters that the templates of a post's shortcodes may write. */
export const MOST_WRITTEN = 10 * 1024 * 1024

/** Counts the pieces of one post as they are made. */
export class PieceCounter {
  #count = 0

  /** @throws TooMuch */
  add(count = 1): void {
    this.#count += count
    if (this.#count > MOST_PIECES) throw new TooMuch('pieces')
  }
}
