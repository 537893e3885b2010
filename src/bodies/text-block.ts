import { BY_CHARACTERS, type TextRuler } from './text-ruler.ts'
import { hasWords, WrappedLines } from './wrapped-lines.ts'

/** No lists within lists make a column narrower. */
const NARROWEST = 20

interface Shape {
  width: number
  /** Line breaks that are wanted before it. */
  before?: number
  /** Its white space stands as it is written, and no line is broken. */
  isPre?: boolean
  ruler?: TextRuler
}

/** A block of plain text: running text and other blocks, in order, with as many line breaks between two as either wants. */
export class TextBlock {
  readonly width: number
  readonly isPre: boolean
  readonly ruler: TextRuler
  #before: number
  #after = 0
  /** All that is before the lines which are being filled. */
  #settled = ''
  readonly #lines: WrappedLines

  constructor({ width, before = 1, isPre = false, ruler = BY_CHARACTERS }: Shape) {
    this.width = width
    this.isPre = isPre
    this.#before = before
    this.ruler = ruler
    this.#lines = new WrappedLines(width, ruler)
  }

  /** Line breaks that it wants before it; with a block at its beginning, those of that block. */
  get before(): number {
    return this.#before
  }

  /** An empty block that is to stand in this one. @param reserved characters of each line that are not its own */
  opened({
    before,
    reserved = 0,
    isPre = this.isPre,
  }: {
    before: number
    reserved?: number
    isPre?: boolean
  }): TextBlock {
    return new TextBlock({ width: Math.max(NARROWEST, this.width - reserved), before, isPre, ruler: this.ruler })
  }

  addInline(text: string): void {
    if (this.isPre) {
      this.#settled += text
      return
    }
    if (text === '' || (this.#after > 0 && !hasWords(text))) return
    if (this.#after > 0) this.#lines.breakLine(this.#after)
    this.#after = 0
    this.#lines.add(text)
  }

  breakLine(): void {
    if (this.isPre) this.#settled += '\n'
    else this.#lines.breakLine()
  }

  allowBreak(): void {
    this.#lines.allowBreak()
  }

  /** Puts a block that is complete behind what there is. */
  addBlock(block: TextBlock, after: number, change?: (text: string) => string): void {
    const text = block.toString()
    this.addText(change ? change(text) : text, block.before, Math.max(block.#after, after))
  }

  /** A block that is text already. */
  addText(text: string, before: number, after: number): void {
    const above = this.toString()
    const breaks = Math.max(this.#after, before)
    this.#lines.clear()
    this.#settled = above ? above + '\n'.repeat(breaks) + text : text
    if (!above) this.#before = breaks
    this.#after = after
  }

  toString(): string {
    return this.#lines.isEmpty ? this.#settled : this.#settled + this.#lines.toString()
  }
}
