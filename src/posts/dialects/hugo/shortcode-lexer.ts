/** What a text is made of, for Hugo: text, and the tags `{{< name … >}}` and `{{% name … %}}`. Lines are 1-based within the text. */
export type ShortcodePiece =
  | { kind: 'text'; text: string }
  // `{{</* name */>}}`, shown to the reader as `{{< name >}}`.
  | { kind: 'comment'; text: string }
  /** `isMarkdown`: written `{{% … %}}`. */
  | { kind: 'open'; name: string; params: ShortcodeParams; selfClosing: boolean; isMarkdown: boolean; line: number }
  | { kind: 'close'; name: string; line: number }
  /** Begins like a shortcode and is none. */
  | { kind: 'broken'; reason: string; line: number }

export interface ShortcodeParams {
  positional: string[]
  named: Map<string, string>
}

const DELIMITER = /\{\{[<%]/g
const OPENING = /\s*(\/?)\s*/y
const NAME = /[A-Za-z_]\w*(?:[./-]+\w+)*/y
const CLOSING = /\s*(\/?)([>%])\}\}/y
/** `name=value` or a bare value; a value is "quoted", `raw` or runs up to a space or the end of the tag. */
const PARAM =
  /\s+(?:([A-Za-z_][\w-]*)\s*=\s*)?(?:"([^"\\]*(?:\\[\s\S][^"\\]*)*)"|`([^`]*)`|([^\s"`{}]+?))(?=\s|\/?[>%]\}\}|$)/y

/** Cuts a post's text at its shortcodes, inside code blocks too, as Hugo does (hugo: parser/pageparser). Loses no text. */
export function readShortcodes(text: string): ShortcodePiece[] {
  const pieces: ShortcodePiece[] = []
  let at = 0
  let line = 1
  // Of thousands that are never closed, each would search the text to its end.
  const lastClosings = { '>}}': text.lastIndexOf('*/>}}'), '%}}': text.lastIndexOf('*/%}}') }
  const takeText = (end: number) => {
    if (end > at) pieces.push({ kind: 'text', text: text.slice(at, end) })
    line += newlines(text, at, end)
    at = end
  }
  for (;;) {
    DELIMITER.lastIndex = at
    const found = DELIMITER.exec(text)
    if (!found) break
    takeText(found.index)
    const { piece, end } = readTag(text, at, line, lastClosings)
    pieces.push(piece)
    line += newlines(text, at, end)
    at = end
  }
  takeText(text.length)
  return pieces
}

interface Read {
  piece: ShortcodePiece
  end: number
}

type LastClosings = Record<'>}}' | '%}}', number>

function readTag(text: string, start: number, line: number, lastClosings: LastClosings): Read {
  const right = text[start + 2] === '<' ? '>}}' : '%}}'
  if (text.startsWith('/*', start + 3)) return readComment(text, start, line, { right, last: lastClosings[right] })

  const broken = (reason: string): Read => ({ piece: { kind: 'broken', reason, line }, end: recover(text, start + 3) })
  const slash = take(OPENING, text, start + 3)
  const name = slash && take(NAME, text, slash.end)
  if (!name) return broken('no name follows the opening braces')

  const params = readParams(text, name.end)
  const closing = take(CLOSING, text, params.end)
  if (!closing) return broken(`\`${name.groups[0]}\` is never closed with \`${right}\``)
  if (`${closing.groups[2]}}}` !== right) return broken(`\`${name.groups[0]}\` must end in \`${right}\``)

  const piece: ShortcodePiece = slash.groups[1]
    ? { kind: 'close', name: name.groups[0] ?? '', line }
    : {
        kind: 'open',
        name: name.groups[0] ?? '',
        params,
        selfClosing: closing.groups[1] === '/',
        isMarkdown: right === '%}}',
        line,
      }
  return { piece, end: closing.end }
}

// The comment's marks go, the rest stays, a nested pair of marks too: `{{</*/* x */*/>}}` shows `{{</* x */>}}`.
function readComment(text: string, start: number, line: number, closing: { right: string; last: number }): Read {
  const { right, last } = closing
  const end = last < start + 5 ? -1 : text.indexOf(`*/${right}`, start + 5)
  if (end < 0) {
    const reason = `a commented shortcode is never closed with \`*/${right}\``
    return { piece: { kind: 'broken', reason, line }, end: recover(text, start + 5) }
  }
  const shown = text.slice(start, start + 3) + text.slice(start + 5, end) + right
  return { piece: { kind: 'comment', text: shown }, end: end + 2 + right.length }
}

function readParams(text: string, start: number): ShortcodeParams & { end: number } {
  const positional: string[] = []
  const named = new Map<string, string>()
  let end = start
  for (let read = take(PARAM, text, end); read && !take(CLOSING, text, end); read = take(PARAM, text, end)) {
    const [, name, quoted, raw, bare] = read.groups
    const value = quoted?.replaceAll('\\"', '"') ?? raw ?? bare ?? ''
    if (name === undefined) positional.push(value)
    else named.set(name, value)
    end = read.end
  }
  return { positional, named, end }
}

/** Up to the next `}}` of the line, else to its end; in one pass, whatever the text. */
const REST_OF_TAG = /[^\n}]*(?:\}(?!\})[^\n}]*)*(?:\}\})?/y

/** A broken tag is never shown: it ends at the next `}}` of its line, else with the line. */
function recover(text: string, from: number): number {
  return take(REST_OF_TAG, text, from)?.end ?? text.length
}

function take(pattern: RegExp, text: string, at: number): { groups: RegExpExecArray; end: number } | undefined {
  pattern.lastIndex = at
  const groups = pattern.exec(text)
  return groups ? { groups, end: pattern.lastIndex } : undefined
}

function newlines(text: string, from: number, to: number): number {
  let count = 0
  for (let at = from; at < to; at++) if (text[at] === '\n') count++
  return count
}
