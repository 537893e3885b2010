import type { Element, ElementContent } from 'hast'

const GAP = 3

/** A table's cells, each of one line or several, in columns below each other. */
export function layOutTable(table: string[][]): string {
  const rows = table.map((cells) => cells.map((text) => text.split('\n')))
  const starts = columnStarts(rows)
  const end = rows.findLastIndex((cells) => cells.length > 0) + 1
  return rows
    .slice(0, end)
    .flatMap((cells) => rowLines(cells, starts))
    .join('\n')
}

/** How far from the left each column begins. */
function columnStarts(rows: string[][][]): number[] {
  const starts = [0]
  const columns = rows.reduce((most, cells) => Math.max(most, cells.length), 0)
  for (let x = 0; x < columns; x += 1) {
    const widest = rows.reduce(
      (most, cells) => (cells[x] ?? []).reduce((width, line) => Math.max(width, line.length), most),
      0,
    )
    starts.push((starts[x] ?? 0) + widest + GAP)
  }
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
