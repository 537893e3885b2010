import { join } from 'node:path'
import type { Config } from '../config/config.ts'
import type { Problem } from '../config/problem.ts'
import type { WrittenNote } from '../editions/edition-note.ts'
import { readNames } from './read-at-once.ts'
import { readText } from './read-text.ts'
import { type FoundFile, walkFolder } from './walk-folder.ts'

/** Beside broadsheet.toml and not in the content folder, which the site's engine would publish. */
const FOLDER = 'editions'

/** The notes that editors wrote for editions: `editions/ID/NUMBER.md`. */
export async function readEditionNotes({
  dir,
}: Pick<Config, 'dir'>): Promise<{ notes: WrittenNote[]; problems: Problem[] }> {
  const folder = join(dir, FOLDER)
  const names = await readNames(folder).catch(() => [])
  if (names.length === 0) return { notes: [], problems: [] }
  const { files, problems } = await walkFolder(folder, dir)
  const notes: WrittenNote[] = []
  for (const found of files) {
    const [newsletter = '', name, ...deeper] = found.path.split('/')
    if (!name?.endsWith('.md') || deeper.length > 0) continue
    const file = `${FOLDER}/${found.path}`
    const read = await readText(found.absolute, file)
    if ('problem' in read) problems.push(read.problem)
    else
      notes.push({
        newsletter,
        name: name.slice(0, -'.md'.length),
        file,
        source: read.text,
        beside: besideIn(files, newsletter),
      })
  }
  return { notes, problems }
}

/** By their paths from the notes of the newsletter. */
function besideIn(files: FoundFile[], newsletter: string): Map<string, string> {
  const start = `${newsletter}/`
  const own = files.filter(({ path }) => path.startsWith(start) && !path.endsWith('.md'))
  return new Map(own.map(({ path, absolute }) => [path.slice(start.length), absolute]))
}
