import { printable } from '../config/printable.ts'

/** A path as somebody in `folder` would write it; as it is where it lies elsewhere. */
export function shortPath(path: string, folder: string): string {
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path
}

/** Lines of columns, each as wide as its widest cell; a cell has one line, whatever somebody wrote into it. */
export function table(cells: string[][]): string {
  const rows = cells.map((row) => row.map(printable))
  const columns = rows.reduce((most, row) => Math.max(most, row.length), 0)
  const widths = Array.from({ length: columns }, (_, i) =>
    rows.reduce((most, row) => Math.max(most, width(row[i] ?? '')), 0),
  )
  return rows
    .map((row) =>
      row
        .map((cell, i) => cell + ' '.repeat((widths[i] ?? 0) - width(cell)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** In cells of a terminal: what is written in squares takes two. */
function width(text: string): number {
  return [...text].reduce((sum, character) => sum + (SQUARE.test(character) ? 2 : 1), 0)
}

const SQUARE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff01-\uff60]/u

/** A newsletter's name, with its cadence where it has several. */
export function withCadence(newsletter: string, cadence: string): string {
  return cadence === 'default' ? newsletter : `${newsletter} (${cadence})`
}
