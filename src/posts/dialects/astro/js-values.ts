import { type JsToken, type JsTokens, jsTokens } from './js-tokens.ts'

/** What only running it would tell. */
export const CODE: unique symbol = Symbol('code')

/** `glob({ … })`: a call of which nothing but its words is known. */
export class JsCall {
  readonly name: string
  readonly args: JsValue[]

  constructor(name: string, args: JsValue[]) {
    this.name = name
    this.args = args
  }
}

export type JsMap = ReadonlyMap<string, JsValue>
export type JsValue = string | number | boolean | null | JsValue[] | JsMap | JsCall | typeof CODE

export interface JsModule {
  /** Constants that the module gives a plain value, exported or not. */
  constants: Map<string, JsValue>
  exported?: JsValue
  /** Name of what is imported by default → from where. */
  imports: Map<string, string>
}

/** What a module says in plain literals. It is never run. */
export function jsModule(text: string): JsModule {
  const module: JsModule = { constants: new Map(), imports: new Map() }
  const read = jsTokens(text)
  if (!read) return module
  const reader = new ValueReader(read, module.constants)
  const { tokens, closes } = read
  for (let i = 0; i < tokens.length; i++) {
    const word = tokens[i]?.kind === 'name' ? tokens[i]?.text : undefined
    if (word === 'import') i = readImport(tokens, i, module)
    else if (word === 'export' && tokens[i + 1]?.text === 'default') {
      const { value, next } = reader.valueAt(i + 2)
      module.exported = value
      i = next - 1
    } else if (word === 'const' || word === 'let' || word === 'var') {
      const name = tokens[i + 1]
      const start = startOfValue(tokens, i + 2, closes)
      if (name?.kind !== 'name' || start === undefined) continue
      const { value, next } = reader.valueAt(start)
      module.constants.set(name.text, value)
      i = next - 1
    } else i = closes.get(i) ?? i
  }
  return module
}

/** One value that stands by itself: `"words"`, `{ a: 1 }`. */
export function jsValue(text: string, constants: JsMap = new Map()): JsValue {
  const read = jsTokens(text)
  if (!read || read.tokens.length === 0) return CODE
  const { value, next } = new ValueReader(read, constants).valueAt(0)
  return next === read.tokens.length ? value : CODE
}

/** A way through maps; undefined where there is none. */
export function jsAt(value: JsValue | undefined, ...keys: string[]): JsValue | undefined {
  return keys.reduce<JsValue | undefined>((at, key) => (at instanceof Map ? at.get(key) : undefined), value)
}

export function jsText(value: JsValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** A text, or a list with nothing but texts. */
export function jsTexts(value: JsValue | undefined): string[] | undefined {
  const list = Array.isArray(value) ? value : [value]
  return list.every((each) => typeof each === 'string') ? (list as string[]) : undefined
}

function readImport(tokens: JsToken[], at: number, { imports }: JsModule): number {
  const name = tokens[at + 1]
  for (let i = at + 1; i < Math.min(tokens.length, at + MOST_IMPORTED); i++) {
    const token = tokens[i]
    if (token?.kind !== 'string') continue
    if (name?.kind === 'name' && tokens[at + 2]?.text === 'from') imports.set(name.text, token.text)
    return i
  }
  return at
}

const MOST_IMPORTED = 500

/** Behind the `=` of `name: Type = value`. */
function startOfValue(tokens: JsToken[], at: number, closes: JsTokens['closes']): number | undefined {
  for (let i = at; i < Math.min(tokens.length, at + 40); i++) {
    const text = tokens[i]?.kind === 'sign' ? tokens[i]?.text : undefined
    if (text === '=') return i + 1
    if (text === ';') return undefined
    i = closes.get(i) ?? i
  }
  return undefined
}

const WORDS = new Map<string, JsValue>([
  ['true', true],
  ['false', false],
  ['null', null],
  ['undefined', null],
])
const MOST_DEEP = 40

class ValueReader {
  readonly #tokens: JsToken[]
  readonly #closes: JsTokens['closes']
  readonly #constants: JsMap
  #depth = 0

  constructor({ tokens, closes }: JsTokens, constants: JsMap) {
    this.#tokens = tokens
    this.#closes = closes
    this.#constants = constants
  }

  /** The value that begins there, and the index behind it. */
  valueAt(at: number): { value: JsValue; next: number } {
    this.#depth++
    const read = this.#depth > MOST_DEEP ? undefined : this.#plainAt(at)
    this.#depth--
    const behind = read && this.#behind(read.next)
    if (read && behind !== undefined) return { value: read.value, next: behind }
    return { value: CODE, next: this.#skip(read?.next ?? at) }
  }

  #plainAt(at: number): { value: JsValue; next: number } | undefined {
    const token = this.#tokens[at]
    if (token?.kind === 'string') return { value: token.text, next: at + 1 }
    if (token?.kind === 'number') return { value: Number(token.text), next: at + 1 }
    if (token?.kind === 'name') return this.#namedAt(at)
    const negative = token?.text === '-' && this.#tokens[at + 1]
    if (negative && negative.kind === 'number') return { value: -Number(negative.text), next: at + 2 }
    const close = this.#closes.get(at)
    if (close === undefined) return undefined
    if (token?.text === '[') return { value: this.#listWithin(at, close), next: close + 1 }
    return token?.text === '{' ? { value: this.#mapWithin(at, close), next: close + 1 } : undefined
  }

  #namedAt(at: number): { value: JsValue; next: number } | undefined {
    let name = this.#tokens[at]?.text ?? ''
    let next = at + 1
    for (; this.#isSign(next, '.') && this.#tokens[next + 1]?.kind === 'name'; next += 2)
      name += `.${this.#tokens[next + 1]?.text}`
    const close = this.#isSign(next, '(') ? this.#closes.get(next) : undefined
    if (close !== undefined) return { value: new JsCall(name, this.#listWithin(next, close)), next: close + 1 }
    const [first = '', ...rest] = name.split('.')
    const value = jsAt(this.#constants.get(first), ...rest) ?? (rest.length === 0 ? WORDS.get(name) : undefined)
    return value === undefined ? undefined : { value, next }
  }

  #listWithin(open: number, close: number): JsValue[] {
    const items: JsValue[] = []
    for (let i = open + 1; i < close; i++) {
      const { value, next } = this.valueAt(i)
      items.push(value)
      i = next
    }
    return items
  }

  #mapWithin(open: number, close: number): JsMap {
    const entries = new Map<string, JsValue>()
    for (let i = open + 1; i < close; i++) {
      const key = this.#tokens[i]
      const isKey = key?.kind === 'name' || key?.kind === 'string'
      if (isKey && this.#isSign(i + 1, ':')) {
        const { value, next } = this.valueAt(i + 2)
        entries.set(key.text, value)
        i = next
      } else {
        if (isKey && (i + 1 === close || this.#isSign(i + 1, ',')))
          entries.set(key.text, this.#constants.get(key.text) ?? CODE)
        i = this.#skip(i)
      }
    }
    return entries
  }

  /** Behind `as const` and the like, where a value ends there; undefined where it goes on as an expression. */
  #behind(at: number): number | undefined {
    const token = this.#tokens[at]
    if (!token) return at
    if (token.kind === 'sign') return ',;)]}'.includes(token.text) ? at : undefined
    if (token.text === 'as' || token.text === 'satisfies') return this.#skip(at)
    return STATEMENTS.has(token.text) ? at : undefined
  }

  /** To the comma, or the bracket, that ends what begins here. */
  #skip(at: number): number {
    for (let i = at; i < this.#tokens.length; i++) {
      const token = this.#tokens[i]
      if (token?.kind === 'name' && STATEMENTS.has(token.text)) return i
      if (token?.kind === 'sign' && ',;)]}'.includes(token.text)) return i
      i = this.#closes.get(i) ?? i
    }
    return this.#tokens.length
  }

  #isSign(at: number, text: string): boolean {
    const token = this.#tokens[at]
    return token?.kind === 'sign' && token.text === text
  }
}

/** With which the next one begins, where no semicolon ends the last. */
const STATEMENTS = new Set(['const', 'let', 'var', 'export', 'import', 'function', 'class', 'interface', 'type'])
