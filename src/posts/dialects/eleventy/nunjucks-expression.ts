import { type NunjucksWord, nunjucksWords } from './nunjucks-words.ts'

/** An expression of Nunjucks in Liquid; with what is shown where a condition does not hold, it has one. */
export interface LiquidChoice {
  value: string
  condition?: string
  other?: string
}

/** `a if b else c`, or a value alone; undefined where it is more than variables, comparisons and filters. */
export function choiceOf(expression: string): LiquidChoice | undefined {
  const words = nunjucksWords(expression)
  const at = words.findIndex(({ kind, value }) => kind === 'name' && value === 'if')
  const value = valueIn(at < 0 ? words : words.slice(0, at))
  if (at < 0) return value === undefined ? undefined : { value }
  const end = words.findIndex(({ kind, value: word }, i) => i > at && kind === 'name' && word === 'else')
  const condition = conditionOf(words.slice(at + 1, end < 0 ? undefined : end))
  const other = end < 0 ? "''" : valueIn(words.slice(end + 1))
  return value !== undefined && condition !== undefined && other !== undefined ? { value, condition, other } : undefined
}

export function conditionIn(expression: string): string | undefined {
  return conditionOf(nunjucksWords(expression))
}

const COMPARED: Record<string, string> = {
  ...{ '==': '==', '===': '==', '!=': '!=', '!==': '!=', '<': '<', '>': '>', '<=': '<=', '>=': '>=' },
}

/** Liquid knows no brackets, reads `and` and `or` from the right, and has filters only where one value is all. */
function conditionOf(words: NunjucksWord[]): string | undefined {
  const joints = words.flatMap(({ kind, value }, i) => (kind === 'name' && /^(?:and|or)$/.test(value) ? [i] : []))
  const joined = joints.map((i) => words[i]?.value ?? '')
  if (new Set(joined).size > 1) return undefined
  const parts = [-1, ...joints].map((from, i) => words.slice(from + 1, joints[i]))
  if (parts.length === 1 && words.some(({ value }) => value === '|')) {
    const isNot = words[0]?.value === 'not'
    const value = valueIn(isNot ? words.slice(1) : words)
    return isNot ? undefined : value
  }
  const said = parts.map(comparisonOf)
  if (said.includes(undefined)) return undefined
  return said.map((part, i) => (i === 0 ? part : `${joined[i - 1]} ${part}`)).join(' ')
}

function comparisonOf(words: NunjucksWord[]): string | undefined {
  if (words[0]?.value === 'not' && words[0].kind === 'name') {
    const inner = comparisonOf(words.slice(1))
    return inner === undefined ? undefined : `not ${inner}`
  }
  const [one, sign, other, ...more] = words
  const left = one && operandOf(one)
  if (left === undefined || more.length > 0) return undefined
  if (!sign) return left
  const right = other && operandOf(other)
  if (right === undefined) return undefined
  if (sign.kind === 'name' && sign.value === 'in') return `${right} contains ${left}`
  const compared = sign.kind === 'sign' && Object.hasOwn(COMPARED, sign.value) ? COMPARED[sign.value] : undefined
  return compared && `${left} ${compared} ${right}`
}

/** A value, others put behind it with `~`, and its filters. */
export function valueIn(words: NunjucksWord[]): string | undefined {
  const [first, ...rest] = words
  let value = first && operandOf(first)
  for (let at = 0; value !== undefined && at < rest.length; ) {
    const [sign, next] = [rest[at]?.value, rest[at + 1]]
    if (sign === '~') {
      const more = next && operandOf(next)
      value = more === undefined ? undefined : `${value} | append: ${more}`
      at += 2
    } else if (sign === '|' && next?.kind === 'name' && /^\w+$/.test(next.value)) {
      const given = rest[at + 2]?.value === '(' ? argumentsIn(rest.slice(at + 3)) : { texts: [], length: -1 }
      value = given && `${value} | ${next.value}${given.texts.length > 0 ? `: ${given.texts.join(', ')}` : ''}`
      at += 3 + (given?.length ?? 0)
    } else return undefined
  }
  return value
}

function argumentsIn(words: NunjucksWord[]): { texts: string[]; length: number } | undefined {
  const end = words.findIndex(({ value }) => value === ')')
  const given = words.slice(0, Math.max(0, end)).filter((_, i) => i % 2 === 0)
  const between = words.slice(0, Math.max(0, end)).filter((_, i) => i % 2 === 1)
  const texts = given.map(operandOf)
  const isPlain = end >= 0 && between.every(({ value }) => value === ',') && !texts.includes(undefined)
  return isPlain ? { texts: texts as string[], length: end + 1 } : undefined
}

const CONSTANTS: Record<string, string> = { none: 'nil', null: 'nil', undefined: 'nil', True: 'true', False: 'false' }
const OPERATORS = new Set(['and', 'or', 'not', 'in', 'is', 'if', 'else'])

function operandOf({ kind, value }: NunjucksWord): string | undefined {
  if (kind === 'text') return value
  if (kind !== 'name' || OPERATORS.has(value)) return undefined
  if (Object.hasOwn(CONSTANTS, value)) return CONSTANTS[value]
  return value.replace(/^loop(?=\.)/, 'forloop')
}
