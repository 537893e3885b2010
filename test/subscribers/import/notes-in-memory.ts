import type { MergedNote, RowNote, RowNotes } from '../../../src/subscribers/import/merge-rows.ts'

/** What the store's own must do, in the plainest way. */
export function notesInMemory(): RowNotes {
  const notes: (RowNote & { number: number })[] = []
  const merged = new Map<string, MergedNote>()
  return {
    add: (note) => void notes.push({ ...note, number: notes.length }),
    repeated() {
      const byEntry = new Map<string, (RowNote & { number: number })[]>()
      for (const note of notes) byEntry.set(note.entry, [...(byEntry.get(note.entry) ?? []), note])
      return [...byEntry.values()].flatMap((rows) => (rows.length > 1 ? rows : []))
    },
    keep: (note) => void merged.set(note.entry, note),
    kept: (entry) => merged.get(entry),
    close: () => {},
  }
}
