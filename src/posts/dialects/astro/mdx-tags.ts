import type { CodeEnds } from './mdx-code.ts'

/** A tag of JSX: `<Box title="A">`, `</Box>`, `<br />`; the name of a fragment is ''. */
export interface MdxTag {
  name: string
  kind: 'open' | 'close' | 'alone'
  /** Texts as they are; of an expression what stands in its braces. */
  attributes: { name: string; text?: string; code?: string }[]
  /** Behind it. */
  end: number
}

const START = /<(\/?)\s*([\p{L}_$][\p{L}\p{N}_$.-]*(?::[\p{L}_$][\p{L}\p{N}_$-]*)?)?(?=[\s/>{])/uy
const ATTRIBUTE = /\s*([\p{L}_$:][\p{L}\p{N}_$:.-]*)(?:(\s*=\s*)(?:"([^"]*)"|'([^']*)'|(?=\{)))?/uy
const SPREAD = /\s*(?=\{)/y
const END = /\s*(\/?)\s*>/y

/** Undefined where none begins there. */
export function tagAt(text: string, at: number, ends: CodeEnds): MdxTag | undefined {
  const start = match(START, text, at)
  if (!start) return undefined
  const name = start[2] ?? ''
  const attributes: MdxTag['attributes'] = []
  let next = START.lastIndex
  for (;;) {
    const end = match(END, text, next)
    if (end) {
      const kind = start[1] ? 'close' : end[1] ? 'alone' : 'open'
      return { name, kind, attributes, end: END.lastIndex }
    }
    const attribute = match(ATTRIBUTE, text, next)
    const isCode = attribute
      ? attribute[2] !== undefined && text[ATTRIBUTE.lastIndex] === '{'
      : match(SPREAD, text, next)
    if (!attribute && !isCode) return undefined
    next = attribute ? ATTRIBUTE.lastIndex : SPREAD.lastIndex
    const close = isCode ? ends.ofExpression(next) : next
    if (close === undefined) return undefined
    const [, named = '', , double, single] = attribute ?? []
    if (isCode) attributes.push({ name: named, code: text.slice(next + 1, close - 1) })
    else attributes.push({ name: named, text: double ?? single ?? '' })
    next = close
  }
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}
