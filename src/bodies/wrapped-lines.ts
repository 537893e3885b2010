import { BY_CHARACTERS, type TextRuler } from './text-ruler.ts'

/** White space as HTML has it, and the space of no width. */
const SPACE = ' \t\r\n\f\u200B'
const WORDS = /[^ \t\r\n\f\u200B]+/g

export function hasWords(text: string): boolean {
  return text.search(WORDS) >= 0
}

/** Words in lines of no more than a width; a word that is longer has a line to itself. */
export class WrappedLines {
  readonly #width: number
  readonly #ruler: TextRuler
  #full: string[] = []
  #line = ''
  #lineWidth = 0
  /** Where the line's last word, or piece of one, begins: what is added without a space before it belongs to that. */
  #lastWord = 0
  #endsInSpace = false
  #mayBreakWord = false

  constructor(width: number, ruler: TextRuler = BY_CHARACTERS) {
    this.#width = width
    this.#ruler = ruler
  }

  get isEmpty(): boolean {
    return this.#full.length === 0 && this.#line === ''
  }

  /** The next piece of running text, of which any white space is one space. */
  add(text: string): void {
    const words = text.match(WORDS)
    if (words) {
      const isApart = this.#endsInSpace || SPACE.includes(text.charAt(0))
      words.forEach((word, i) => {
        const [first = '', ...others] = this.#ruler.pieces(word)
        if (i > 0 || isApart) this.#addWord(first)
        else this.#joinWord(first)
        for (const piece of others) this.#addPiece(piece)
      })
    }
    this.#endsInSpace = (this.#endsInSpace && !words) || SPACE.includes(text.charAt(text.length - 1))
  }

  breakLine(times = 1): void {
    this.#full.push(this.#line)
    for (let i = 1; i < times; i += 1) this.#full.push('')
    this.#clearLine()
  }

  /** The word that is being written may be broken here (`<wbr>`). */
  allowBreak(): void {
    this.#mayBreakWord = true
  }

  clear(): void {
    this.#full = []
    this.#clearLine()
  }

  #clearLine(): void {
    this.#line = ''
    this.#lineWidth = 0
    this.#lastWord = 0
  }

  toString(): string {
    return this.#full.length === 0 ? this.#line : `${this.#full.join('\n')}\n${this.#line}`
  }

  #addWord(word: string): void {
    const width = this.#ruler.widthOf(word)
    if (this.#line !== '' && this.#lineWidth + 1 + width > this.#width) this.breakLine()
    if (this.#line !== '') this.#append(' ', 1)
    this.#startWord(word, width)
  }

  /** Without a space before it, though a line may end there. */
  #addPiece(piece: string): void {
    const width = this.#ruler.widthOf(piece)
    if (this.#line !== '' && this.#lineWidth + width > this.#width) this.breakLine()
    this.#startWord(piece, width)
  }

  #startWord(word: string, width: number): void {
    if (this.#line === '') this.#append(this.#ruler.lead(word), this.#ruler.lead(word).length)
    this.#lastWord = this.#line.length
    this.#append(word, width)
  }

  #append(text: string, width: number): void {
    this.#line += text
    this.#lineWidth += width
  }

  #joinWord(end: string): void {
    if (this.#line !== '' && this.#ruler.mayBreak(this.#line, end)) {
      this.#addPiece(end)
      return
    }
    const width = this.#ruler.widthOf(end)
    const isTooLong = this.#lineWidth + width > this.#width
    if (isTooLong && this.#mayBreakWord) {
      this.#mayBreakWord = false
      this.#addWord(end)
    } else if (isTooLong && this.#lastWord > (this.#line.startsWith(' ') ? 1 : 0)) {
      const word = this.#line.slice(this.#lastWord) + end
      this.#line = this.#line.slice(0, this.#lastWord).replace(/ $/, '')
      this.breakLine()
      this.#startWord(word, this.#ruler.widthOf(word))
    } else if (this.#line === '') {
      this.#startWord(end, width)
    } else {
      this.#append(end, width)
    }
  }
}
