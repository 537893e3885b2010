/** What a server heard and has not yet understood; taken mark by mark, in time linear in what was heard. */
export class HeardText {
  #pieces: string[] = []

  add(piece: string): void {
    // A short piece is joined to the next, so that a mark spans two pieces at most.
    const last = this.#pieces.at(-1)
    if (last !== undefined && last.length < 8) this.#pieces[this.#pieces.length - 1] = last + piece
    else this.#pieces.push(piece)
  }

  /** The text before `mark`, taken away with it; undefined while the mark has not come. */
  take(mark: string): string | undefined {
    const last = this.#pieces.at(-1) ?? ''
    const seam = this.#pieces.length > 1 ? (this.#pieces.at(-2) ?? '').slice(1 - mark.length) + last : last
    if (!seam.includes(mark)) return undefined
    const all = this.#pieces.join('')
    const at = all.indexOf(mark)
    this.#pieces = [all.slice(at + mark.length)]
    return all.slice(0, at)
  }
}
