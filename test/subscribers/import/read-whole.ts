import type { ImportRow } from '../../../src/subscribers/import/import-row.ts'
import { type ListWishes, readList } from '../../../src/subscribers/import/read-list.ts'
import type { RefusedRow } from '../../../src/subscribers/import/refused-row.ts'
import { notesInMemory } from './notes-in-memory.ts'

/** `line address status name created`, so that a table can be checked by eye. */
export function brief({ line, address, status, suppression, name, createdAt }: ImportRow): string {
  const said = suppression ? `${status}: ${suppression.reason}` : status
  return [line, address, said, name, createdAt?.toString()].filter((part) => part !== undefined).join(' ')
}

/** A list read to its end, in pieces that cut through its lines. */
export async function readWhole(text: string, wishes: ListWishes = {}, file = 'list.csv') {
  const known = new Map([
    ['weekly', ['default']],
    ['daily', ['morning', 'evening']],
  ])
  const ports = { open: () => pieces(text), notes: notesInMemory(), known }
  const { importRows, ...list } = await readList(ports, wishes, file)
  const found: ImportRow[] = []
  const refused: RefusedRow[] = []
  for await (const row of importRows((row) => refused.push(row))) found.push(row)
  return { ...list, found, rows: found.map(brief), refused }
}

const PIECE = 7

async function* pieces(text: string): AsyncIterable<string> {
  // Short texts in few characters at a time; of long ones this would take all day.
  const length = text.length < 2000 ? PIECE : 10_000
  for (let at = 0; at < text.length; at += length) yield text.slice(at, at + length)
}
