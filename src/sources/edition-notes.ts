import { join } from 'node:path'
import type { Config } from '../config/config.ts'
import type { Problem } from '../config/problem.ts'
import { type WrittenNote, welcomeFor } from '../editions/edition-note.ts'
import { readNames } from './read-at-once.ts'
import { readText } from './read-text.ts'
import { type FoundFile, walkFolder } from './walk-folder.ts'

/** Beside broadsheet.toml and not in the content folder, which the site's engine would publish. */
const FOLDER = 'editions'
const ENDING = '.md'

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
    if (!name?.endsWith(ENDING) || deeper.length > 0) continue
    const file = `${FOLDER}/${found.path}`
    const read = await readText(found.absolute, file)
    if ('problem' in read) problems.push(read.problem)
    else
      notes.push({
        newsletter,
        name: name.slice(0, -ENDING.length),
        file,
        source: read.text,
        beside: besideIn(files, newsletter),
      })
  }
  return { notes, problems }
}

/** What a newsletter says to who signs up, in a language: `editions/ID/welcome.md`, `editions/ID/welcome.de.md`. */
export async function readWelcomeNote(
  { dir }: Pick<Config, 'dir'>,
  newsletter: string,
  language: string,
): Promise<{ note?: WrittenNote; problems: Problem[] }> {
  const folder = join(dir, FOLDER, newsletter)
  const files = await readNames(folder).catch(() => [])
  const names = files.filter((file) => file.endsWith(ENDING)).map((file) => file.slice(0, -ENDING.length))
  const name = welcomeFor(names, language)
  if (name === undefined) return { problems: [] }
  const file = `${FOLDER}/${newsletter}/${name}${ENDING}`
  const read = await readText(join(folder, `${name}${ENDING}`), file)
  if ('problem' in read) return { problems: [read.problem] }
  return { note: { newsletter, name, file, source: read.text, beside: new Map() }, problems: [] }
}

/** By their paths from the notes of the newsletter. */
function besideIn(files: FoundFile[], newsletter: string): Map<string, string> {
  const start = `${newsletter}/`
  const own = files.filter(({ path }) => path.startsWith(start) && !path.endsWith(ENDING))
  return new Map(own.map(({ path, absolute }) => [path.slice(start.length), absolute]))
}
