import { jsTokens } from './js-tokens.ts'
import { type JsMap, type JsValue, jsAt, jsModule, jsValue } from './js-values.ts'

/** Longer than any that a person writes, and short enough to be looked at in vain. */
const MOST = 20_000
const MOST_PARAGRAPHS = 20
/** Expressions that never end, of which no page that Astro builds has one. */
const MOST_ENDLESS = 50

/** What a page's own code says in plain literals: imports and constants. */
export interface PageCode {
  constants: Map<string, JsValue>
  /** Name → file that is imported by it. */
  imports: Map<string, string>
}

/** Finds where code ends that stands in a text. */
export class CodeEnds {
  readonly #text: string
  #endless = 0

  constructor(text: string) {
    this.#text = text
  }

  /** Behind the `}` of an expression; undefined where it has none. */
  ofExpression(at: number): number | undefined {
    if (this.#endless > MOST_ENDLESS) return undefined
    const end = jsTokens(this.#text, { from: at, only: true, most: MOST })?.end ?? this.#byBraces(at)
    if (end === undefined) this.#endless++
    return end
  }

  /** Words between tags within it may have an apostrophe, which begins no string. */
  #byBraces(at: number): number | undefined {
    let depth = 0
    const most = Math.min(this.#text.length, at + MOST)
    for (let i = at; i < most; i++) {
      if (this.#text[i] === '{') depth++
      else if (this.#text[i] === '}' && --depth === 0) return i + 1
    }
    return undefined
  }

  /** Of imports and exports: to the blank line behind them that stands in none of their brackets. */
  ofModule(at: number): number {
    const first = this.#blankLineBehind(at)
    let end = first
    for (let i = 0; i < MOST_PARAGRAPHS && end - at < MOST; i++) {
      if (jsTokens(this.#text.slice(at, end))) return end
      if (end >= this.#text.length) break
      end = this.#blankLineBehind(end + 1)
    }
    return first
  }

  #blankLineBehind(at: number): number {
    BLANK_LINE.lastIndex = at
    return BLANK_LINE.exec(this.#text)?.index ?? this.#text.length
  }
}

const BLANK_LINE = /\n(?=[ \t]*(?:\n|$))/g

export function readModule(code: PageCode, text: string): void {
  const { constants, imports } = jsModule(text)
  for (const [name, value] of constants) code.constants.set(name, value)
  for (const [name, from] of imports) code.imports.set(name, from)
}

const COMMENTS = /^(?:\s|\/\*[\s\S]*?\*\/|\/\/[^\n]*(?:\n|$))*$/
const PATH = /^\s*([\p{L}_$][\p{L}\p{N}_$]*)((?:\.[\p{L}_$][\p{L}\p{N}_$]*)*)\s*$/u

/** What an expression shows; undefined where only running it would tell. */
export function shownBy(expression: string, code: PageCode, param: (name: string) => string | undefined) {
  if (COMMENTS.test(expression)) return ''
  const [, name = '', rest = ''] = PATH.exec(expression) ?? []
  const value =
    name === '' ? jsValue(expression, code.constants as JsMap) : named(name, rest.split('.').slice(1), code, param)
  // A yes or no, and nothing, are shown as nothing.
  if (value === null || typeof value === 'boolean') return ''
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}

function named(
  name: string,
  keys: string[],
  { constants, imports }: PageCode,
  param: (name: string) => string | undefined,
) {
  if (name === 'frontmatter') return param(keys.join('.'))
  if (keys.length === 0 && WORDS.has(name)) return null
  const isFile = keys.length === 0 || (keys.length === 1 && keys[0] === 'src')
  return jsAt(constants.get(name), ...keys) ?? (isFile ? imports.get(name) : undefined)
}

const WORDS = new Set(['true', 'false', 'null', 'undefined'])
