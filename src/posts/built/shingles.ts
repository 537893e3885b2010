import type { Element, Root } from 'hast'

/** So many words that stand one behind another are hardly found where they were not taken from. */
const SIZE = 4
/** Where no blank tells words apart, each letter is one. */
const WORD = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{N}\p{M}]+/gu
/** What is in them is no text of the page. */
const WORDLESS = new Set(['script', 'style', 'template', 'textarea', 'select', 'title', 'svg', 'math'])

/** The runs of words of a text, each with a number. Marks, and how quotes and dashes are set, are nothing to them. */
export class Shingles {
  readonly #numbers = new Map<string, number>()

  static of(tree: Root): Shingles {
    const shingles = new Shingles()
    const window = new Window()
    eachText(tree, (text) => {
      for (const run of window.runsOf(text)) shingles.#numbers.set(run, shingles.#numbers.size)
    })
    return shingles
  }

  get size(): number {
    return this.#numbers.size
  }

  /** Of what each element holds of them, and how many words it has. */
  measure(tree: Root): Map<Root | Element, Measure> {
    const measures = new Map<Root | Element, Measure>()
    this.#measure(tree, new Window(), measures)
    return measures
  }

  #measure(node: Root | Element, window: Window, measures: Map<Root | Element, Measure>): Found {
    let found: Found = { numbers: new Set(), words: 0 }
    for (const child of node.children) {
      if (child.type === 'text') {
        const runs = window.runsOf(child.value)
        found.words += runs.words
        for (const run of runs) this.#note(run, found)
      } else if (child.type === 'element' && !WORDLESS.has(child.tagName)) {
        found = together(found, this.#measure(child, window, measures))
      }
    }
    measures.set(node, { covered: found.numbers.size, words: found.words })
    return found
  }

  #note(run: string, { numbers }: Found): void {
    const number = this.#numbers.get(run)
    if (number !== undefined) numbers.add(number)
  }
}

export interface Measure {
  /** How many different runs of words of the text it holds. */
  covered: number
  words: number
}

interface Found {
  numbers: Set<number>
  words: number
}

/** The smaller is put into the larger, so that each number moves a few times and not once a level. */
function together(one: Found, other: Found): Found {
  const [small, large] =
    one.numbers.size < other.numbers.size ? [one.numbers, other.numbers] : [other.numbers, one.numbers]
  for (const number of small) large.add(number)
  return { numbers: large, words: one.words + other.words }
}

export function wordsOf(text: string): string[] {
  return text.normalize('NFKC').toLowerCase().match(WORD) ?? []
}

/** Calls with each text that somebody reads, in its order. */
export function eachText(node: Root | Element, use: (text: string) => void): void {
  for (const child of node.children) {
    if (child.type === 'text') use(child.value)
    else if (child.type === 'element' && !WORDLESS.has(child.tagName)) eachText(child, use)
  }
}

/** The last words that were read. */
class Window {
  readonly #last: string[] = []

  runsOf(text: string): string[] & { words: number } {
    const runs: string[] & { words: number } = Object.assign([], { words: 0 })
    for (const word of wordsOf(text)) {
      this.#last.push(word)
      if (this.#last.length > SIZE) this.#last.shift()
      runs.words++
      if (this.#last.length === SIZE) runs.push(this.#last.join(' '))
    }
    return runs
  }
}
