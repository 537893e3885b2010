/** What makes a spreadsheet read a cell as a formula (OWASP, CSV injection), also in full width, where East Asia types it. */
const FORMULA = /^'*[=+\-@\t\r＝＋－＠]/
const ESCAPED = /^'+[=+\-@\t\r＝＋－＠]/

/** `=HYPERLINK(…)` → `'=HYPERLINK(…)`, which a spreadsheet shows as text. What is escaped already gets one more. */
export function escapeFormula(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell
}

/** The exact inverse of escapeFormula. */
export function unescapeFormula(cell: string): string {
  return ESCAPED.test(cell) ? cell.slice(1) : cell
}
