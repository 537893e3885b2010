import type { Element, ElementContent } from 'hast'

const GAP = 3
/** Wider, nobody could read it, and the blanks before a cell of many lines would be more than the post. */
const WIDEST = 1_000

/** A table's cells, each of one line or several, in columns below each other; one below the other where the table is too wide for that. */
export function layOutTable(table: string[][]): string {
  const rows = table.map((cells) => cells.map((text) => text.split('\n')))
  const starts = columnStarts(rows)
  if ((starts.at(-1) ?? 0) > WIDEST) return table.flat().filter(Boolean).join('\n')
  const end = rows.findLastIndex((cells) => cells.length > 0) + 1
  return rows
    .slice(0, end)
    .flatMap((cells) => rowLines(cells, starts))
    .join('\n')
}

/** How far from the left each column begins. */
function columnStarts(rows: string[][][]): number[] {
  const widths: number[] = []
  for (const cells of rows) {
    for (const [x, lines] of cells.entries()) {
      widths[x] = lines.reduce((most, line) => Math.max(most, line.length), widths[x] ?? 0)
    }
  }
  const starts = [0]
  for (const [x, width] of widths.entries()) starts.push((starts[x] ?? 0) + width + GAP)
  return starts
}

function rowLines(cells: string[][], starts: number[]): string[] {
  const height = cells.reduce((most, lines) => Math.max(most, lines.length), 1)
  return Array.from({ length: height }, (_, y) =>
    cells.reduce((row, lines, x) => (lines[y] === undefined ? row : row.padEnd(starts[x] ?? 0) + lines[y]), ''),
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
