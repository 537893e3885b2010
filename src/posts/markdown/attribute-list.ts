export interface AttributeList {
  /** By name; `id` and `class` for `#` and `.` as well. Of two of a name the later. */
  attributes: ReadonlyMap<string, string>
  /** Behind the closing brace. */
  end: number
}

/** The set {1, 2} is none, and what is longer than this nobody writes. */
const LONGEST = 2_000

/** `{#id .class key="value"}`, as Goldmark reads it (its parser/attribute.go), at a place in a text; undefined where none is. */
export function readAttributeList(text: string, start: number): AttributeList | undefined {
  const attributes = new Map<string, string>()
  const limit = start + LONGEST
  if (text[start] !== '{') return undefined
  let at = start + 1
  while (text[at] !== '}') {
    const found = at < limit ? readAttribute(text, at) : undefined
    if (!found) return undefined
    attributes.set(found.name, found.value)
    at = match(SEPARATOR, text, found.end).end
  }
  return { attributes, end: at + 1 }
}

const SEPARATOR = /[ \t]*(?:,[ \t]*)?/y
const SHORT = /[ \t]*([#.])((?:[\p{L}\p{N}\p{M}_:.-]|[^\p{ASCII}\s])*)/uy
const NAME = /[ \t]*([A-Za-z_:][\w:.-]*)[ \t]*=[ \t]*/y
const VALUE = /"((?:[^"\\]|\\.)*)"|([A-Za-z_:][\w:.-]*|[+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)|\[[^[\]]*\]|\{[^{}]*\}/y

function readAttribute(text: string, at: number): { name: string; value: string; end: number } | undefined {
  const short = match(SHORT, text, at)
  if (short.groups)
    return { name: short.groups[1] === '#' ? 'id' : 'class', value: short.groups[2] ?? '', end: short.end }
  const name = match(NAME, text, at)
  const value = name.groups && match(VALUE, text, name.end)
  if (!name.groups?.[1] || !value?.groups) return undefined
  const words = value.groups[1]?.replace(/\\(["/\\])/g, '$1') ?? value.groups[2] ?? ''
  return { name: name.groups[1].toLowerCase(), value: words, end: value.end }
}

function match(pattern: RegExp, text: string, at: number): { groups?: RegExpExecArray; end: number } {
  pattern.lastIndex = at
  const groups = pattern.exec(text)
  return groups ? { groups, end: pattern.lastIndex } : { end: at }
}
