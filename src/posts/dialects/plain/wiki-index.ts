import type { Question } from '../../body-context.ts'
import type { Page } from '../../page.ts'

/** Where a note stands that is named in a post, and where a file does. */
export const noteQuestion = (name: string): Question => ['note', name]
export const fileQuestion = (name: string): Question => ['file', name]

/**
 * Answers as Obsidian finds them: by the whole path, else by the name alone, of several the one that stands highest. A note is answered only
 * where it is a post that is live: of any other, readers have nothing.
 * @param files paths of all files, from the folder
 */
export function wikiAnswers(
  pages: readonly Page[],
  files: readonly string[],
): (question: Question, from: Page) => string | undefined {
  let notes: ReadonlyMap<string, string> | undefined
  let others: ReadonlyMap<string, string> | undefined
  return ([about, name = '']) => {
    if (about === 'note') {
      notes ??= byNames(
        pages.flatMap(({ place, post, url }) => (post?.status === 'live' ? [[withoutEnding(place.path), url]] : [])),
      )
      return notes.get(keyOf(withoutEnding(name)))
    }
    others ??= byNames(files.map((path) => [path, path]))
    return others.get(keyOf(name))
  }
}

function byNames(entries: [path: string, answer: string][]): Map<string, string> {
  const depth = (path: string) => path.split('/').length
  const highestLast = entries.toSorted(([a], [b]) => depth(b) - depth(a) || (a < b ? 1 : -1))
  const byName = new Map(highestLast.map(([path, answer]) => [keyOf(path.split('/').at(-1) ?? ''), answer]))
  for (const [path, answer] of entries) byName.set(keyOf(path), answer)
  return byName
}

const withoutEnding = (path: string) => path.replace(/\.(?:md|markdown|mdown|mkd)$/i, '')
const keyOf = (path: string) =>
  path
    .trim()
    .replace(/^(?:\.?\/)+/, '')
    .normalize('NFC')
    .toLowerCase()
