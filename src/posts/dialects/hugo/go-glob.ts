/** A glob as Hugo reads it (gobwas/glob, with `/` between names), tried in a time that grows with pattern times text. */
export interface Glob {
  matches(text: string): boolean
}

/** A pattern that Hugo refuses as well. */
export class GlobFault extends Error {}

type Test = (character: string) => boolean

/** One step: what it eats, if anything, and where it may go on. */
interface State {
  test?: Test
  next: number[]
}

/**
 * `*` and `?` stop at a slash, `**` does not; `[abc]`, `[a-z]`, `[!a]`, `{one,other}`, and `\` before a sign that stands for itself.
 * Case is no matter, as in Hugo. Throws GlobFault.
 */
export function compileGlob(pattern: string): Glob {
  const states: State[] = []
  const reader = new GlobReader([...pattern.toLowerCase()], states)
  const start = reader.read()
  return { matches: (text) => run(states, start, text.toLowerCase()) }
}

/** All places that a pattern may have come to are held at once: nothing is tried twice. */
function run(states: State[], start: number, text: string): boolean {
  let at = withEmptySteps(states, [start])
  for (const character of text) {
    const next: number[] = []
    for (const index of at) {
      const state = states[index]
      if (state?.test?.(character)) next.push(...state.next)
    }
    at = withEmptySteps(states, next)
    if (at.size === 0) return false
  }
  return at.has(END)
}

/** Index of the state that is the end. */
const END = 0

function withEmptySteps(states: State[], from: number[]): Set<number> {
  const reached = new Set<number>()
  const waiting = [...from]
  for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
    if (reached.has(index)) continue
    reached.add(index)
    const state = states[index]
    if (state && !state.test) waiting.push(...state.next)
  }
  return reached
}

type Part = { test: Test } | { repeated: Test } | { choices: Part[][] }

const notSlash: Test = (character) => character !== '/'
const any: Test = () => true

class GlobReader {
  readonly #signs: string[]
  readonly #states: State[]
  #at = 0

  constructor(signs: string[], states: State[]) {
    this.#signs = signs
    this.#states = states
  }

  /** Index of the first state. */
  read(): number {
    this.#states.push({ next: [] })
    return this.#link(this.#parts(0), END)
  }

  #parts(depth: number): Part[] {
    const parts: Part[] = []
    for (let sign = this.#signs[this.#at]; sign !== undefined; sign = this.#signs[this.#at]) {
      if (depth > 0 && (sign === ',' || sign === '}')) return parts
      this.#at += 1
      parts.push(this.#part(sign, depth))
    }
    if (depth > 0) throw new GlobFault('a { is never closed')
    return parts
  }

  #part(sign: string, depth: number): Part {
    if (sign === '*') return { repeated: this.#follows('*') ? any : notSlash }
    if (sign === '?') return { test: notSlash }
    if (sign === '[') return { test: this.#list() }
    if (sign === '{') return { choices: this.#choices(depth + 1) }
    const literal = sign === '\\' ? this.#signs[this.#at++] : sign
    if (literal === undefined) throw new GlobFault('it ends with a \\')
    return { test: (character) => character === literal }
  }

  #choices(depth: number): Part[][] {
    if (depth > MOST_DEPTH) throw new GlobFault('its braces are nested too deep')
    const choices = [this.#parts(depth)]
    while (this.#follows(',')) choices.push(this.#parts(depth))
    this.#at += 1
    return choices
  }

  /** Either a range or signs one by one: both in one pair of brackets Hugo refuses. */
  #list(): Test {
    const isNot = this.#follows('!')
    const end = this.#signs.indexOf(']', this.#at)
    if (end < 0) throw new GlobFault('a [ is never closed')
    const signs = this.#signs.slice(this.#at, end)
    this.#at = end + 1
    const [low = '', dash, high = ''] = signs
    if (signs.length === 0) throw new GlobFault('a [ has nothing in it')
    if (dash === '-' && signs.length === 3) return (character) => (low <= character && character <= high) !== isNot
    if (dash === '-' || signs.includes('\\')) throw new GlobFault(`[${signs.join('')}] is no list of letters`)
    return (character) => signs.includes(character) !== isNot
  }

  #follows(sign: string): boolean {
    const isThere = this.#signs[this.#at] === sign
    if (isThere) this.#at += 1
    return isThere
  }

  /** From the last part to the first; index of the state to begin with. */
  #link(parts: Part[], end: number): number {
    let next = end
    for (const part of parts.toReversed()) {
      if ('test' in part) next = this.#add({ test: part.test, next: [next] })
      else if ('choices' in part) next = this.#add({ next: part.choices.map((each) => this.#link(each, next)) })
      else {
        const fork: State = { next: [next] }
        const index = this.#add(fork)
        fork.next.push(this.#add({ test: part.repeated, next: [index] }))
        next = index
      }
    }
    return next
  }

  #add(state: State): number {
    this.#states.push(state)
    return this.#states.length - 1
  }
}

const MOST_DEPTH = 20
