import { type Problem, warning } from '../../../config/problem.ts'
import { choiceOf, conditionIn, valueIn } from './nunjucks-expression.ts'
import { nunjucksWords } from './nunjucks-words.ts'

/** Told of what cannot be followed, with its line. */
type Report = (problem: Problem, line: number) => void

/**
 * Nunjucks in Liquid, line for line: variables, filters, `if`, `for`, `set`, includes and shortcodes. What is more is told, and left out; what
 * stands between its tags stays.
 */
export function asLiquid(text: string, report: Report): string {
  let written = ''
  let at = 0
  let line = 1
  let counted = 0
  for (let open = nextOpening(text, at); open >= 0; open = nextOpening(text, at)) {
    const sign = text[open + 1] ?? ''
    const close = text.indexOf(CLOSING[sign] ?? '', open + 2)
    if (close < 0) break
    const whole = text.slice(open, close + 2)
    written += text.slice(at, open)
    at = close + 2
    line += linesOf(text.slice(counted, open)).length
    counted = open
    const verbatim = sign === '%' ? /^\{%-?\s*(raw|verbatim)\s*-?%\}$/.exec(whole)?.[1] : undefined
    if (verbatim) {
      const end = endOfVerbatim(text, verbatim, at)
      written += `{% raw %}${text.slice(at, end.from)}{% endraw %}`
      at = end.to
    } else if (sign === '#') {
      written += linesOf(whole)
    } else {
      const tell = () => report(unread(whole), line)
      written += sign === '{' ? output(whole, tell) : tag(whole, tell)
    }
  }
  return written + text.slice(at)
}

const CLOSING: Record<string, string> = { '{': '}}', '%': '%}', '#': '#}' }

function nextOpening(text: string, from: number): number {
  for (let at = text.indexOf('{', from); at >= 0; at = text.indexOf('{', at + 1)) {
    if (Object.hasOwn(CLOSING, text[at + 1] ?? '')) return at
  }
  return -1
}

function endOfVerbatim(text: string, name: string, from: number): { from: number; to: number } {
  const end = new RegExp(`\\{%-?\\s*end${name}\\s*-?%\\}`, 'g')
  end.lastIndex = from
  const found = end.exec(text)
  return found ? { from: found.index, to: end.lastIndex } : { from: text.length, to: text.length }
}

/** So that what stands below keeps its line. */
function linesOf(whole: string): string {
  return '\n'.repeat(whole.split('\n').length - 1)
}

interface Marks {
  left: string
  inside: string
  right: string
}

function marksOf(whole: string): Marks {
  const [, left = '', inside = '', right = ''] = /^\{[{%](-?)([\s\S]*?)(-?)[%}]\}$/.exec(whole) ?? []
  return { left, inside, right }
}

function output(whole: string, tell: () => void): string {
  const { left, inside, right } = marksOf(whole)
  const choice = choiceOf(inside)
  if (!choice) {
    tell()
    return linesOf(whole)
  }
  const shown = (value: string) => (SAFE.test(value) ? value : `${value} | escape`)
  if (choice.condition === undefined) return `{{${left} ${shown(choice.value)} ${right}}}`
  return `{%${left} if ${choice.condition} %}{{ ${shown(choice.value)} }}{% else %}{{ ${shown(choice.other ?? "''")} }}{% endif ${right}%}`
}

const SAFE = /\| (?:safe|escape|e|dump)$/

/** Tags of templates that others are made of: what stands between them stays. */
const LEFT_OUT = /^(?:end)?(?:block|call|filter)$|^(?:import|from|extends)$/

function tag(whole: string, tell: () => void): string {
  const { left, inside, right } = marksOf(whole)
  const [, name = '', rest = ''] = /^\s*(\w+)([\s\S]*)$/.exec(inside) ?? []
  const put = (words: string) => `{%${left} ${words} ${right}%}`
  const orTold = (words: string | undefined, otherwise: string) => {
    if (words === undefined) tell()
    return put(words ?? otherwise)
  }
  if (name === 'if' || name === 'elif' || name === 'elseif') {
    const condition = conditionIn(rest)
    const word = name === 'if' ? 'if' : 'elsif'
    // Of a choice that cannot be made, the first is shown.
    return orTold(condition && `${word} ${condition}`, `${word} ${name === 'if'}`)
  }
  if (name === 'for' || name === 'asyncEach' || name === 'asyncAll') return orTold(loop(rest), 'for nothing in (1..1)')
  if (name === 'endeach' || name === 'endall') return put('endfor')
  if (name === 'set') return setting(rest, put) ?? orTold(undefined, 'assign nothing = nil')
  if (name === 'endset') return put('endcapture')
  if (name === 'include') return put(`include ${rest.trim().replace(/\s+ignore\s+missing$/, '')}`)
  if (name === 'macro') return put('comment')
  if (name === 'endmacro') return put('endcomment')
  return LEFT_OUT.test(name) ? linesOf(whole) : whole
}

/** `item in list`; `key, value in map`, whose pairs Liquid has as lists of two. */
function loop(rest: string): string | undefined {
  const [, key = '', value, list = ''] = /^\s*(\w+)(?:\s*,\s*(\w+))?\s+in\s+([\s\S]+)$/.exec(rest) ?? []
  const from = valueIn(nunjucksWords(list))
  if (from === undefined || from.includes('|')) return undefined
  return value === undefined
    ? `for ${key} in ${from}`
    : `for pair in ${from} %}{% assign ${key} = pair[0] %}{% assign ${value} = pair[1]`
}

function setting(rest: string, put: (words: string) => string): string | undefined {
  const [, name = '', expression] = /^\s*(\w+)\s*(?:=([\s\S]+))?$/.exec(rest) ?? []
  if (name === '') return undefined
  if (expression === undefined) return put(`capture ${name}`)
  const choice = choiceOf(expression)
  if (!choice) return undefined
  if (choice.condition === undefined) return put(`assign ${name} = ${choice.value}`)
  return put(
    `if ${choice.condition} %}{% assign ${name} = ${choice.value} %}{% else %}{% assign ${name} = ${choice.other} %}{% endif`,
  )
}

function unread(whole: string): Problem {
  const shown = whole.length > MOST_SHOWN ? `${whole.slice(0, MOST_SHOWN)}…` : whole
  const message = `The Nunjucks \`${shown.replace(/\s+/g, ' ')}\` is more than variables, comparisons and filters.`
  return warning('eleventy.nunjucks', message, { hint: 'What is between its tags is shown, and nothing of its own.' })
}

const MOST_SHOWN = 100
