import { BY_COLUMNS, textWidth } from '../bodies/text-ruler.ts'
import { LINE_WIDTH } from '../bodies/to-text.ts'
import { WrappedLines } from '../bodies/wrapped-lines.ts'

/** A title with a line under it, as long as the title. */
export function underlined(title: string): string {
  const lines = wrapped(title)
  const width = lines.split('\n').reduce((most, line) => Math.max(most, textWidth(line)), 0)
  return `${lines}\n${'='.repeat(Math.min(width, LINE_WIDTH))}`
}

/** Lines no wider than terminals and old mail programs show; Chinese and Japanese are broken between characters. */
export function wrapped(text: string): string {
  const lines = new WrappedLines(LINE_WIDTH, BY_COLUMNS)
  lines.add(text)
  return lines.toString()
}
