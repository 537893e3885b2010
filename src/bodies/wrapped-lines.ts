/** White space as HTML has it, and the space of no width. */
const SPACE = ' \t\r\n\f\u200B'
const WORDS = /[^ \t\r\n\f\u200B]+/g

export function hasWords(text: string): boolean {
  return text.search(WORDS) >= 0
}

/** Words in lines of no more than a width; a word that is longer has a line to itself. */
export class WrappedLines {
  readonly #width: number
  #full: string[] = []
  #line = ''
  /** Where the line's last word begins: what is added without a space before it belongs to that word. */
  #lastWord = 0
  #endsInSpace = false
  #mayBreakWord = false

  constructor(width: number) {
    this.#width = width
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
        if (i > 0 || isApart) this.#addWord(word)
        else this.#joinWord(word)
      })
    }
    this.#endsInSpace = (this.#endsInSpace && !words) || SPACE.includes(text.charAt(text.length - 1))
  }

  breakLine(times = 1): void {
    this.#full.push(this.#line)
    for (let i = 1; i < times; i += 1) this.#full.push('')
    this.#line = ''
    this.#lastWord = 0
  }

  /** The word that is being written may be broken here (`<wbr>`). */
  allowBreak(): void {
    this.#mayBreakWord = true
  }

  clear(): void {
    this.#full = []
    this.#line = ''
    this.#lastWord = 0
  }

  toString(): string {
    return this.#full.length === 0 ? this.#line : `${this.#full.join('\n')}\n${this.#line}`
  }

  #addWord(word: string): void {
    if (this.#line !== '' && this.#line.length + 1 + word.length > this.#width) this.breakLine()
    if (this.#line !== '') this.#line += ' '
    this.#lastWord = this.#line.length
    this.#line += word
  }

  #joinWord(end: string): void {
    const isTooLong = this.#line.length + end.length > this.#width
    if (isTooLong && this.#mayBreakWord) {
      this.#mayBreakWord = false
      this.#addWord(end)
    } else if (isTooLong && this.#lastWord > 0) {
      const word = this.#line.slice(this.#lastWord) + end
      this.#line = this.#line.slice(0, this.#lastWord - 1)
      this.breakLine()
      this.#line = word
    } else {
      this.#line += end
    }
  }
}
