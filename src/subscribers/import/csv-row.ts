/** What scanning one row that holds quotes gives. */
export type ScannedRow =
  | { cells: string[]; end: number; lineBreaks: number }
  /** The text ends within it; `isQuoted`: within a quote. */
  | { isQuoted: boolean }

const QUOTE = 0x22
const LINE_FEED = 0x0a
/** Blanks before a cell are none of it, and a quote may stand behind them: a space, a tab, a form feed. */
const isBlank = (sign: number) => sign === 0x20 || sign === 0x09 || sign === 0x0c

/**
 * The row that begins at `at` (RFC 4180). A quote within a cell is a sign like any other, and so are those around a cell that
 * goes on behind its closing quote: `"Mei" Chen`. `isLast`: no text follows this one.
 */
export function scanRow(text: string, at: number, delimiter: string, isLast: boolean): ScannedRow {
  const parting = delimiter.charCodeAt(0)
  const cells: string[] = []
  let lineBreaks = 0
  for (let from = at; ; ) {
    while (text.charCodeAt(from) !== parting && isBlank(text.charCodeAt(from))) from++
    const isQuoted = text.charCodeAt(from) === QUOTE
    const quoted = isQuoted ? quotedPart(text, from, parting, isLast) : { value: '', end: from, breaks: 0 }
    if (!quoted) return { isQuoted: true }
    const end = endOfCell(text, quoted.end, parting)
    if (end === text.length && !isLast) return { isQuoted: false }
    cells.push((quoted.value + text.slice(quoted.end, end)).trim())
    lineBreaks += quoted.breaks
    if (text.charCodeAt(end) !== parting) return { cells, end: Math.min(end + 1, text.length), lineBreaks }
    from = end + 1
  }
}

/** From an opening quote to its closing one; undefined where there is none. */
function quotedPart(text: string, open: number, parting: number, isLast: boolean) {
  let value = ''
  for (let from = open + 1; ; ) {
    const quote = text.indexOf('"', from)
    // Behind the text's last sign another quote may follow.
    if (quote === -1 || (quote === text.length - 1 && !isLast)) return undefined
    value += text.slice(from, quote)
    from = quote + 2
    const next = text.charCodeAt(quote + 1)
    if (next === QUOTE) {
      value += '"'
      continue
    }
    const closes = quote === text.length - 1 || next === parting || next === LINE_FEED
    return { value: closes ? value : `"${value}"`, end: quote + 1, breaks: lineBreaksIn(text, open, quote) }
  }
}

function endOfCell(text: string, from: number, parting: number): number {
  for (let at = from; at < text.length; at++) {
    const sign = text.charCodeAt(at)
    if (sign === parting || sign === LINE_FEED) return at
  }
  return text.length
}

function lineBreaksIn(text: string, from: number, to: number): number {
  let count = 0
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) count++
  return count
}
