import type { MarkdownIt, StateBlock } from 'markdown-it'

const DELIMITERS = /^\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+\|?$/

/**
 * A table whose head has fewer cells than its line of dashes has columns: Goldmark adds empty ones, where GFM sees no table at all.
 * The missing cells are written into the source, for the rule of tables to find.
 */
export function shortTableHeads(md: MarkdownIt): void {
  md.block.ruler.before('table', 'short_table_head', padHead, { alt: ['paragraph', 'reference'] })
}

function padHead(state: StateBlock, line: number, endLine: number): boolean {
  if (line + 1 >= endLine || (state.sCount[line + 1] ?? 0) < state.blkIndent) return false
  const delimiters = lineText(state, line + 1)
  const head = lineText(state, line)
  if (head === '' || !DELIMITERS.test(delimiters)) return false
  const missing = columnCount(delimiters) - columnCount(head)
  if (missing > 0) insertAt(state, line, `${head.endsWith('|') ? '' : ' |'}${' |'.repeat(missing)}`)
  return false
}

function lineText(state: StateBlock, line: number): string {
  return state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]).trim()
}

/** An escaped bar is text; one at either end only closes the row. */
function columnCount(row: string): number {
  const bars = row.replace(/\\./g, '').replace(/^\||\|$/g, '')
  return bars.split('|').length
}

/** At the end of a line; the marks of the lines behind it move. */
function insertAt(state: StateBlock, line: number, text: string): void {
  const at = state.eMarks[line] ?? 0
  state.src = state.src.slice(0, at) + text + state.src.slice(at)
  state.eMarks[line] = at + text.length
  for (let next = line + 1; next < state.eMarks.length; next += 1) {
    state.bMarks[next] = (state.bMarks[next] ?? 0) + text.length
    state.eMarks[next] = (state.eMarks[next] ?? 0) + text.length
  }
}
