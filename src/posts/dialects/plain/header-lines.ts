import { type Fields, fieldsOf } from '../../front-matter-fields.ts'

/** A key as MultiMarkdown has it, and a value on the same line. */
const LINE = /^([A-Za-z][A-Za-z0-9_ -]{0,40}):[ \t]+(\S.*)$/
/** What goes on with the value of the line before. */
const MORE = /^[ \t]{2,}\S/
/** Without one of these, the lines are a text that begins with a colon in it. */
const TELLING = /^(?:title|date|created|published|slug|tags|category|author|authors|status|summary|modified)$/i

/**
 * Lines of `Key: value` at the head of a text, up to a blank line, as Pelican and MultiMarkdown have them.
 * @returns the lines that they take, and their fields; undefined where the text has none
 */
export function headerLines(text: string): { lines: number; fields: Fields } | undefined {
  const entries: [string, string][] = []
  let lines = 0
  for (const line of headOf(text)) {
    const found = LINE.exec(line)
    const last = entries.at(-1)
    if (line.trim() === '') break
    if (found) entries.push([found[1] ?? '', found[2]?.trim() ?? ''])
    else if (last && MORE.test(line)) last[1] += ` ${line.trim()}`
    else return undefined
    lines++
  }
  if (!entries.some(([key]) => TELLING.test(key))) return undefined
  return { lines, fields: fieldsOf(Object.fromEntries(entries)) }
}

/** More lines than anybody writes there. */
const MOST_LINES = 60

function headOf(text: string): string[] {
  return text.split('\n', MOST_LINES)
}
