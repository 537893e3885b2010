/** A regular expression that cannot be run: Go refuses it, or it asks for what only Go has. */
export class RegexpFault extends Error {}

/** A regular expression as Go reads it (https://pkg.go.dev/regexp/syntax), as one of JavaScript's. Throws RegexpFault. */
export function goRegexp(written: string): RegExp {
  const flags = /^\(\?([ims]+)\)/.exec(written)
  const has = (flag: string) => flags?.[1]?.includes(flag) ?? false
  const source = written.slice(flags?.[0].length ?? 0).replace(PART, (part) => translated(part, has))
  try {
    return new RegExp(source, `u${has('i') ? 'i' : ''}${has('m') ? 'm' : ''}`)
  } catch (error) {
    throw new RegexpFault((error as Error).message.split(': ').at(-1))
  }
}

/** What does not mean the same in both, each piece as a whole: a group's beginning, an escape, a class, a quantity, single signs. */
const ESCAPE = String.raw`\\(?:[pP]\{[^}]*\}|[pP].|x\{[0-9a-fA-F]+\}|x[0-9a-fA-F]{2}|[^])`
const PART = new RegExp(
  String.raw`\\Q[^]*?(?:\\E|$)|\(\?(?:P?<\w+>|:|[^)]*\)?)?|${ESCAPE}|\[\^?\]?(?:\[:\^?\w+:\]|${ESCAPE}|[^\]\\])*\]?|\{\d+(?:,\d*)?\}|[.{}\]\\]`,
  'g',
)

function translated(part: string, has: (flag: string) => boolean): string {
  if (part.startsWith('\\Q'))
    return part
      .slice(2)
      .replace(/\\E$/, '')
      .replace(/[\^$\\.*+?()[\]{}|/]/g, '\\$&')
  if (part.startsWith('(?')) return group(part)
  if (part.startsWith('[')) return classOf(part)
  if (part.startsWith('\\')) return escapeOf(part, false)
  if (part === '.') return has('s') ? '[^]' : '[^\\n]'
  return part.length > 1 ? part : `\\${part}`
}

function group(part: string): string {
  if (part === '(?:') return part
  const [, name] = /^\(\?P?<(\w+)>$/.exec(part) ?? []
  if (name) return `(?<${name}>`
  throw new RegexpFault(`${part} is not known here`)
}

const SPACE = '\\t\\n\\f\\r '
const PLAIN_ESCAPES = new Map([
  ['\\a', '\\x07'],
  ['\\A', '(?<![^])'],
  ['\\z', '(?![^])'],
  ...['\\d', '\\D', '\\w', '\\W', '\\b', '\\B', '\\f', '\\t', '\\n', '\\r', '\\v'].map((same) => [same, same] as const),
])

function escapeOf(part: string, isInClass: boolean): string {
  if (part === '\\s') return isInClass ? SPACE : `[${SPACE}]`
  if (part === '\\S' && !isInClass) return `[^${SPACE}]`
  const plain = PLAIN_ESCAPES.get(part)
  if (plain !== undefined && !(isInClass && /^\\[AzbB]$/.test(part))) return plain
  if (/^\\[pP]./.test(part)) return property(part)
  const [, code] = /^\\x\{?([0-9a-fA-F]+)/.exec(part) ?? []
  if (code) return `\\u{${code}}`
  if (/^\\[!-/:-@[-`{-~]$/.test(part)) return literal(part.slice(1))
  throw new RegexpFault(`${part} is not known here`)
}

function literal(sign: string): string {
  return /[\^$\\.*+?()[\]{}|/-]/.test(sign) ? (sign === '-' ? '\\x2d' : `\\${sign}`) : sign
}

/** `\pL`, `\p{Greek}`, `\p{^L}`. */
function property(part: string): string {
  const [, sign = 'p', not = '', name = ''] = /^\\([pP])\{?(\^?)(\w+)\}?$/.exec(part) ?? []
  const letter = (sign === 'p') === (not === '') ? 'p' : 'P'
  const found = [`\\${letter}{${name}}`, `\\${letter}{Script=${name}}`].find(isKnown)
  if (!found) throw new RegexpFault(`${part} is not known here`)
  return found
}

function isKnown(source: string): boolean {
  try {
    return Boolean(new RegExp(source, 'u'))
  } catch {
    return false
  }
}

/** https://pkg.go.dev/regexp/syntax: ASCII character classes. */
const ASCII: Record<string, string> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7f',
  blank: '\\t ',
  cntrl: '\\x00-\\x1f\\x7f',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`{-~',
  space: '\\t\\n\\v\\f\\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
}

const IN_CLASS = new RegExp(String.raw`\[:\^?\w+:\]|${ESCAPE}|[^]`, 'gu')

function classOf(part: string): string {
  const [, opening = '[', inner = ''] = /^(\[\^?)([\s\S]+)\]$/.exec(part) ?? []
  if (inner === '') throw new RegexpFault(`${part} is never closed`)
  const pieces = (inner.match(IN_CLASS) ?? []).map((piece) => {
    const [, name] = /^\[:(\^?\w+):\]$/.exec(piece) ?? []
    if (name) {
      if (!Object.hasOwn(ASCII, name)) throw new RegexpFault(`${piece} is not known here`)
      return ASCII[name]
    }
    if (piece.startsWith('\\') && piece.length > 1) return escapeOf(piece, true)
    return /[[\]^]/.test(piece) ? `\\${piece}` : piece
  })
  return `${opening}${pieces.join('')}]`
}
