import { unescaped } from '../../script-escapes.ts'

/** A piece of JavaScript or TypeScript. Nothing of it is ever run. */
export interface JsToken {
  kind: 'string' | 'number' | 'name' | 'sign' | 'code'
  /** Of a string its value, of a sign the sign. */
  text: string
  at: number
  end: number
}

const BLANK = /(?:\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)/y
const NAME = /[\p{L}_$#@][\p{L}\p{N}_$]*/uy
const NUMBER = /(?:0[xob][\da-f_]+|\d[\d_]*(?:\.\d*)?(?:e[+-]?\d+)?|\.\d+)n?/iy
const STRING = /"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'/y
const REGEXP = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y
/** Of a template up to its end, or to what is put into it. */
const TEMPLATE = /(?:[^`\\$]|\\[\s\S]|\$(?!\{))*(`|\$\{)/y
const SIGN = /=>|\.\.\.|[\s\S]/y
const BEFORE_REGEXP = /^(?:[=(,:[!&|?{};+*%~^<-]|=>|return|typeof|case|in|of)$/

export interface JsTokens {
  tokens: JsToken[]
  /** Index of a bracket that opens → of the one that closes it. */
  closes: ReadonlyMap<number, number>
  /** Behind the last token. */
  end: number
}

/**
 * Cuts a text into tokens. Undefined where a bracket, a string or a comment has no end.
 * @param only from the bracket with which it begins to the one that closes it
 * @param most so many characters are looked at
 */
export function jsTokens(text: string, { from = 0, only = false, most = 200_000 } = {}): JsTokens | undefined {
  const tokens: JsToken[] = []
  const closes = new Map<number, number>()
  const open: number[] = []
  let at = from
  const take = (kind: JsToken['kind'], end: number, value = text.slice(at, end)) => {
    tokens.push({ kind, text: value, at, end })
    at = end
  }
  const takeTemplate = (start: number): boolean => {
    const found = match(TEMPLATE, text, start)
    if (!found) return false
    const isWhole = found.endsWith('`')
    if (isWhole && text[at] === '`') take('string', start + found.length, unescaped(found.slice(0, -1)))
    else if (isWhole) take('code', start + found.length)
    else {
      open.push(tokens.length)
      take('sign', start + found.length, '${')
    }
    return true
  }
  while (at < text.length) {
    if (at - from > most) return undefined
    const blank = match(BLANK, text, at)
    if (blank) {
      at += blank.length
      continue
    }
    const start = text[at] ?? ''
    const last = tokens.at(-1)
    const plain = plainToken(text, at, start, last)
    if (plain) take(plain.kind, at + plain.length, plain.value)
    else if (start === '`') {
      if (!takeTemplate(at + 1)) return undefined
    } else if (start === '"' || start === "'" || text.startsWith('/*', at)) return undefined
    else {
      const sign = match(SIGN, text, at) ?? ''
      if ('([{'.includes(sign)) open.push(tokens.length)
      const opened = ')]}'.includes(sign) ? open.pop() : undefined
      if (')]}'.includes(sign)) {
        if (opened === undefined || !PAIRS.has(`${tokens[opened]?.text}${sign}`)) return undefined
        closes.set(opened, tokens.length)
      }
      take('sign', at + sign.length)
      if (opened !== undefined && tokens[opened]?.text === '${' && !takeTemplate(at)) return undefined
    }
    if (only && open.length === 0) return { tokens, closes, end: at }
  }
  return open.length > 0 || only ? undefined : { tokens, closes, end: at }
}

const PAIRS = new Set(['()', '[]', '{}', '${}'])

function plainToken(text: string, at: number, start: string, last: JsToken | undefined) {
  const name = match(NAME, text, at)
  if (name) return { kind: 'name' as const, length: name.length, value: name }
  const number = match(NUMBER, text, at)
  if (number) return { kind: 'number' as const, length: number.length, value: number.replaceAll('_', '') }
  const string = start === '"' || start === "'" ? match(STRING, text, at) : undefined
  if (string) return { kind: 'string' as const, length: string.length, value: unescaped(string.slice(1, -1)) }
  const mayBeRegExp = start === '/' && (last === undefined || BEFORE_REGEXP.test(last.text)) && last?.kind !== 'string'
  const regExp = mayBeRegExp ? match(REGEXP, text, at) : undefined
  return regExp ? { kind: 'code' as const, length: regExp.length, value: regExp } : undefined
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0]
}
