/** Spans of code in a text: as many backticks close one as open it, and none reaches over a blank line (CommonMark, "Code spans"). */
export class CodeSpans {
  readonly #ends = new Map<number, number>()
  readonly #runs = new Map<number, number>()

  constructor(text: string) {
    let waiting = new Map<number, number[]>()
    for (const { 0: found, index } of text.matchAll(/`+|\n[ \t]*(?=\n)/g)) {
      if (found.startsWith('\n')) waiting = new Map()
      else {
        const end = index + found.length
        this.#runs.set(index, end)
        for (const start of waiting.get(found.length) ?? []) this.#ends.set(start, end)
        waiting.set(found.length, [index])
      }
    }
  }

  /** Behind the span that begins there, else behind the backticks themselves. */
  endAt(at: number): number {
    return this.#ends.get(at) ?? this.#runs.get(at) ?? at + 1
  }
}
