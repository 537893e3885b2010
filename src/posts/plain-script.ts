import { MAX_DATA_DEPTH } from './data-depth.ts'
import { type ScriptToken, scriptTokens } from './script-tokens.ts'

/** A value that a script says in so many words. */
export interface PlainResult {
  value: unknown
  /** Dotted names of what in it is code: it is left out. */
  code: string[]
}

/** A script's plain values. Nothing of it is run, and what is no plain value is not known. */
export class PlainScript {
  readonly #tokens: ScriptToken[]
  readonly #constants = new Map<string, PlainResult>()

  constructor(script: string) {
    this.#tokens = scriptTokens(script)
    this.#tokens.forEach(({ kind, value, isFirst }, at) => {
      const isConstant = kind === 'word' && value === 'const' && (isFirst || this.#isWord(at - 1, 'export'))
      const name = this.#tokens[at + 1]
      if (!isConstant || name?.kind !== 'word' || !this.#isSign(at + 2, '=')) return
      const found = this.#valueAt(at + 3, 0)
      if (found) this.#constants.set(name.value, found)
    })
  }

  /** What front matter in JavaScript says, as a map or by constants at the head of a line. */
  frontMatter(): PlainResult | undefined {
    if (this.#isSign(0, '{')) return this.#valueAt(0, 0)
    const code = this.#tokens.flatMap(({ kind, value, isFirst }, at) => {
      const name = this.#tokens[at + 1]?.value ?? ''
      const isNamed = kind === 'word' && isFirst && /^(?:const|let|var|function|class)$/.test(value)
      return isNamed && !this.#constants.has(name) ? [name] : []
    })
    const all = [...this.#constants]
    code.push(...all.flatMap(([name, found]) => found.code.map((key) => `${name}.${key}`)))
    return { value: asMap(all.map(([name, { value }]) => [name, value])), code }
  }

  /** What a data file gives: `export default {…}` or `module.exports = {…}`; undefined where that is code. */
  exported(): PlainResult | undefined {
    const at = this.#tokens.findIndex(
      (_, i) =>
        (this.#isWord(i, 'export') && this.#isWord(i + 1, 'default')) ||
        (this.#isWord(i, 'module') && this.#isWord(i + 2, 'exports') && this.#isSign(i + 3, '=')),
    )
    if (at < 0) return undefined
    return this.#valueAt(at + (this.#isWord(at, 'export') ? 2 : 4), 0)
  }

  /** The value at the first `key:` whose value is plain; `code` where there are such keys, and none of them is. */
  valueOf(key: string): PlainResult | 'code' | undefined {
    let isThere = false
    for (const [i, token] of this.#tokens.entries()) {
      if (token.value !== key || (token.kind !== 'word' && token.kind !== 'text') || !this.#isSign(i + 1, ':')) continue
      const found = this.#valueAt(i + 2, 0)
      if (found) return found
      isThere = true
    }
    return isThere ? 'code' : undefined
  }

  /** What each call of a function or method is given: undefined in the place of code. */
  calls(name: string): (PlainResult | undefined)[][] {
    return this.#tokens.flatMap((token, i) =>
      token.kind === 'word' && token.value === name && this.#isSign(i + 1, '(') ? [this.#argumentsAt(i + 2)] : [],
    )
  }

  /** Whether a word or text stands anywhere in it. */
  names(word: string): boolean {
    return this.#tokens.some(({ kind, value }) => (kind === 'word' || kind === 'text') && value === word)
  }

  #isSign(at: number, sign: string): boolean {
    const token = this.#tokens[at]
    return token?.kind === 'sign' && token.value === sign
  }

  #isWord(at: number, word: string): boolean {
    const token = this.#tokens[at]
    return token?.kind === 'word' && token.value === word
  }

  #argumentsAt(from: number): (PlainResult | undefined)[] {
    const given: (PlainResult | undefined)[] = []
    for (let at = from; at < this.#tokens.length && !this.#isSign(at, ')') && given.length < MOST_ARGUMENTS; ) {
      given.push(this.#valueAt(at, 0))
      at = this.#endOfExpression(at)
      if (this.#isSign(at, ',')) at += 1
      else break
    }
    return given
  }

  /** A plain value behind which nothing goes on with it. */
  #valueAt(at: number, depth: number): PlainResult | undefined {
    const read = this.#readAt(at, depth)
    return read && this.#isOver(read.end) ? read.result : undefined
  }

  #isOver(at: number): boolean {
    const token = this.#tokens[at]
    if (!token || (token.kind === 'sign' && ENDS.has(token.value))) return true
    return token.isFirst && token.kind !== 'sign' && token.value !== 'as' && token.value !== 'satisfies'
  }

  #readAt(at: number, depth: number): { result: PlainResult; end: number } | undefined {
    const token = this.#tokens[at]
    if (!token || depth > MAX_DATA_DEPTH) return undefined
    const plain = (value: unknown, end = at + 1) => ({ result: { value, code: [] }, end })
    if (token.kind === 'text') return plain(token.value)
    if (token.kind === 'number') return numberIn(token.value) === undefined ? undefined : plain(numberIn(token.value))
    if (token.kind === 'word') return this.#wordAt(at, token.value)
    if (token.value === '-' && this.#tokens[at + 1]?.kind === 'number') {
      const number = numberIn(this.#tokens[at + 1]?.value ?? '')
      return number === undefined ? undefined : plain(-number, at + 2)
    }
    if (token.value === '[') return this.#listAt(at + 1, depth + 1)
    return token.value === '{' && token.kind === 'sign' ? this.#mapAt(at + 1, depth + 1) : undefined
  }

  #wordAt(at: number, word: string): { result: PlainResult; end: number } | undefined {
    if (WORDS.has(word)) return { result: { value: WORDS.get(word), code: [] }, end: at + 1 }
    const constant = this.#constants.get(word)
    return constant && { result: constant, end: at + 1 }
  }

  #listAt(from: number, depth: number): { result: PlainResult; end: number } | undefined {
    const value: unknown[] = []
    const code: string[] = []
    let at = from
    while (at < this.#tokens.length && !this.#isSign(at, ']')) {
      const found = this.#valueAt(at, depth)
      if (!found) return undefined
      value.push(found.value)
      code.push(...found.code)
      at = this.#endOfExpression(at)
      if (this.#isSign(at, ',')) at += 1
      else if (!this.#isSign(at, ']')) return undefined
    }
    return { result: { value, code }, end: at + 1 }
  }

  #mapAt(from: number, depth: number): { result: PlainResult; end: number } {
    const entries: [string, unknown][] = []
    const code: string[] = []
    let at = from
    while (at < this.#tokens.length && !this.#isSign(at, '}')) {
      const { kind = 'sign', value: key = '' } = this.#tokens[at] ?? {}
      const hasValue = kind !== 'sign' && kind !== 'code' && this.#isSign(at + 1, ':')
      const isShort = kind === 'word' && (this.#isSign(at + 1, ',') || this.#isSign(at + 1, '}'))
      const found = hasValue ? this.#valueAt(at + 2, depth) : isShort ? this.#valueAt(at, depth) : undefined
      if (found) entries.push([key, found.value])
      code.push(...(found ? found.code.map((name) => `${key}.${name}`) : [kind === 'word' || hasValue ? key : '…']))
      at = this.#endOfExpression(hasValue ? at + 2 : at)
      if (this.#isSign(at, ',')) at += 1
      else break
    }
    return { result: { value: asMap(entries), code }, end: at + 1 }
  }

  /** The comma, or the closing bracket of what is around, behind an expression. */
  #endOfExpression(from: number): number {
    const known = this.#ends.get(from)
    if (known !== undefined) return known
    let depth = 0
    let at = from
    for (; at < this.#tokens.length; at += 1) {
      const { kind, value } = this.#tokens[at] as ScriptToken
      if (kind !== 'sign') continue
      if (depth === 0 && (value === ',' || CLOSING.has(value))) break
      if (OPENING.has(value)) depth += 1
      else if (CLOSING.has(value)) depth -= 1
    }
    this.#ends.set(from, at)
    return at
  }

  readonly #ends = new Map<number, number>()
}

const MOST_ARGUMENTS = 20
const OPENING = new Set(['(', '[', '{'])
const CLOSING = new Set([')', ']', '}'])
const ENDS = new Set([...CLOSING, ',', ';'])
const WORDS = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['null', null],
  ['undefined', undefined],
])

function numberIn(written: string): number | undefined {
  const number = Number(written.replaceAll('_', ''))
  return Number.isNaN(number) ? undefined : number
}

function asMap(entries: [string, unknown][]): Record<string, unknown> {
  return Object.fromEntries(entries.filter(([key]) => key !== '__proto__'))
}
