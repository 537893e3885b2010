import type { Element, ElementContent } from 'hast'

const GAP = 3
/** Wider, nobody could read it, and the blanks before a cell of many lines would be more than the post. */
const WIDEST = 1_000

/** What one column of many lines may have. */
const COLUMN_WIDTH = 32
/** Narrower, words are broken more often than not. */
const NARROWEST_COLUMN = 12

interface TableStyle {
  widthOf: (text: string) => number
  /** What all columns together may have, if they can. */
  most: number
  /** The first row is set apart, and says what each cell is where they stand below each other. */
  hasHead: boolean
}

/**
 * A table's cells, each of one line or several, in columns below each other; one below the other where the table is too
 * wide for that. @param cells their texts, in lines of a width
 */
export function layOutTable(cells: (width: number) => string[][], style: TableStyle): string {
  const wide = cells(COLUMN_WIDTH)
  const narrow = narrowerColumn(wide, style.most)
  const shown = inColumns(wide, style) ?? (narrow === undefined ? undefined : inColumns(cells(narrow), style))
  if (shown !== undefined) return shown
  return style.hasHead ? asRecords(wide) : wide.flat().filter(Boolean).join('\n')
}

/** How wide columns may be that are all alike; undefined where that is none. */
function narrowerColumn(table: string[][], most: number): number | undefined {
  const columns = table.reduce((count, row) => Math.max(count, row.length), 1)
  const width = Math.floor((most - GAP * (columns - 1)) / columns)
  return width >= NARROWEST_COLUMN && width < COLUMN_WIDTH ? width : undefined
}

/** Undefined where they are too wide for that. */
function inColumns(table: string[][], { hasHead, widthOf, most }: TableStyle): string | undefined {
  const rows = table.map((row) => row.map((text) => text.split('\n')))
  const starts = columnStarts(rows, widthOf)
  const end = starts.at(-1) ?? 0
  if (end > WIDEST || end - GAP > most) return undefined
  const last = rows.findLastIndex((cells) => cells.length > 0) + 1
  const lines = rows.slice(0, last).map((cells) => rowLines(cells, starts, widthOf))
  if (hasHead) lines.splice(1, 0, ['-'.repeat(Math.max(1, end - GAP))])
  return lines.flat().join('\n')
}

/** Each cell on a line of its own, after what its column is called. */
function asRecords([head = [], ...rows]: string[][]): string {
  const named = rows.map((row) =>
    row.flatMap((text, x) => (text ? [[head[x], text].filter(Boolean).join(': ').replaceAll('\n', '\n  ')] : [])),
  )
  return named.map((lines) => lines.join('\n')).join('\n\n')
}

/** How far from the left each column begins. */
function columnStarts(rows: string[][][], widthOf: TableStyle['widthOf']): number[] {
  const widths: number[] = []
  for (const cells of rows) {
    for (const [x, lines] of cells.entries()) {
      widths[x] = lines.reduce((most, line) => Math.max(most, widthOf(line)), widths[x] ?? 0)
    }
  }
  const starts = [0]
  for (const [x, width] of widths.entries()) starts.push((starts[x] ?? 0) + width + GAP)
  return starts
}

function rowLines(cells: string[][], starts: number[], widthOf: TableStyle['widthOf']): string[] {
  const height = cells.reduce((most, lines) => Math.max(most, lines.length), 1)
  return Array.from({ length: height }, (_, y) =>
    cells.reduce((row, lines, x) => {
      const line = lines[y]
      return line === undefined ? row : row + ' '.repeat(Math.max(0, (starts[x] ?? 0) - widthOf(row))) + line
    }, ''),
  )
}

/** A table's rows, each of its cells. */
export function rowsOf(part: Element): Element[][] {
  return part.children.flatMap((node): Element[][] => {
    if (node.type !== 'element') return []
    if (node.tagName === 'tr') return [node.children.filter(isCell)]
    return ['thead', 'tbody', 'tfoot'].includes(node.tagName) ? rowsOf(node) : []
  })
}

function isCell(node: ElementContent): node is Element {
  return node.type === 'element' && (node.tagName === 'td' || node.tagName === 'th')
}
