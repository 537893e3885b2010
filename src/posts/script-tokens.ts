import { unescaped } from './script-escapes.ts'

/** A part of a script: what is written in it, and where. Comments and blanks are none. */
export interface ScriptToken {
  /** `code`: a pattern, or a text that is put together when the script runs. */
  kind: 'text' | 'number' | 'word' | 'sign' | 'code'
  value: string
  at: number
  /** Whether it is the first of its line. */
  isFirst: boolean
}

/** What is longer is no configuration. */
const MOST_CHARACTERS = 100_000

const PART =
  /(?<blank>\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/|\/\*[\s\S]*$|^#![^\n]*)|(?<text>"(?:[^"\\\n]|\\[\s\S]){0,2000}"|'(?:[^'\\\n]|\\[\s\S]){0,2000}'|`(?:[^`\\$]|\\[\s\S]|\$(?!\{)){0,2000}`)|(?<number>\d[\w.]*)|(?<word>[\p{L}_$][\p{L}\p{N}_$]*)|(?<sign>\.\.\.|=>|[=!]==?|&&|\|\||\?\?|\?\.|[\s\S])/uy

/** Behind these, a slash begins a pattern. */
const BEFORE_PATTERN = /^(?:[(,=:[!&|?{};]|=>|&&|\|\||\?\?|return)$/
const PATTERN = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.){0,200}\]){1,1000}\/[a-z]*/y

/** The parts of a script, in one pass. Nothing of it is run. */
export function scriptTokens(script: string): ScriptToken[] {
  const source = script.slice(0, MOST_CHARACTERS)
  const tokens: ScriptToken[] = []
  let isFirst = true
  for (let at = 0; at < source.length; ) {
    PART.lastIndex = at
    const found = PART.exec(source)
    const { blank, text, number, word, sign = '' } = found?.groups ?? {}
    const add = (kind: ScriptToken['kind'], value: string, end: number) => {
      tokens.push({ kind, value, at, isFirst })
      isFirst = false
      at = end
    }
    if (blank !== undefined) {
      isFirst ||= blank.includes('\n')
      at = PART.lastIndex
    } else if (text !== undefined) add('text', unescaped(text.slice(1, -1)), PART.lastIndex)
    else if (number !== undefined) add('number', number, PART.lastIndex)
    else if (word !== undefined) add('word', word, PART.lastIndex)
    else if (sign === '`') add('code', '', endOfTemplate(source, at))
    else if (sign === '/' && BEFORE_PATTERN.test(tokens.at(-1)?.value ?? ';')) add('code', '', endOfPattern(source, at))
    else add('sign', sign, found ? PART.lastIndex : at + 1)
  }
  return tokens
}

function endOfPattern(source: string, at: number): number {
  PATTERN.lastIndex = at
  return PATTERN.test(source) ? PATTERN.lastIndex : at + 1
}

/** Behind a text with code in it, which may have such texts itself. */
function endOfTemplate(source: string, from: number): number {
  const open: string[] = ['`']
  for (let at = from + 1; at < source.length; at += 1) {
    const sign = source[at]
    const isInText = open.at(-1) === '`'
    if (sign === '\\') at += 1
    else if (sign === '`') isInText ? open.pop() : open.push('`')
    else if (isInText && sign === '$' && source[at + 1] === '{') {
      open.push('{')
      at += 1
    } else if (!isInText && (sign === '"' || sign === "'")) at = endOfText(source, at)
    else if (!isInText && sign === '{') open.push('{')
    else if (!isInText && sign === '}') open.pop()
    if (open.length === 0) return at + 1
  }
  return source.length
}

const TEXT = /"(?:[^"\\\n]|\\.){0,2000}"|'(?:[^'\\\n]|\\.){0,2000}'/y

/** Where its last quote stands; where it has none, where it begins. */
function endOfText(source: string, at: number): number {
  TEXT.lastIndex = at
  return TEXT.test(source) ? TEXT.lastIndex - 1 : at
}
