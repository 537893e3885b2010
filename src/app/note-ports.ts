import type { MailPostPorts } from '../actions/editions/mail-post.ts'
import { mailNote } from '../actions/editions/mail-post.ts'
import type { Config } from '../config/config.ts'
import { BroadsheetError, failure, formatProblem, type Problem } from '../config/problem.ts'
import { columnWidth, type Theme } from '../config/theme.ts'
import { type ReadNote, readNote, strayNotes } from '../editions/edition-note.ts'
import { renderNote } from '../editions/note-markdown.ts'
import type { MailNote } from '../editions/variant-input.ts'
import type { WelcomeNote } from '../outbox/sign-up-letters.ts'
import type { SiteSource } from '../posts/site-source.ts'
import { readEditionNotes, readWelcomeNote } from '../sources/edition-notes.ts'

/** An editor's note, rendered with its site around it. */
export async function shownNote(
  ports: MailPostPorts,
  { site }: Config,
  note: ReadNote,
  render: SiteSource['render'],
): Promise<{ mailNote?: MailNote; problems: Problem[] }> {
  if (!render)
    return {
      problems: [failure('edition.editors-note', 'The note cannot be rendered without its site.', { file: note.file })],
    }
  return mailNote(ports, note, await render({ ...note, language: site.language }), site)
}

/** What is wrong with the notes that lie there, whichever edition they are for. */
export async function noteProblems(config: Config, { render }: SiteSource): Promise<Problem[]> {
  const { notes, problems } = await readEditionNotes(config)
  const found = [
    ...problems,
    ...strayNotes(
      notes,
      config.newsletters.map(({ id }) => id),
    ),
  ]
  for (const written of notes) {
    const { note, problems: ofNote } = readNote(written)
    const rendered = note && (await render?.({ ...note, language: config.site.language }))
    found.push(...ofNote, ...(rendered?.problems ?? []))
  }
  return found
}

/** What a newsletter says to who signs up; what is wrong with it is told, and the reader gets Broadsheet's own words. */
export async function welcomeNote(
  { config, theme, onTrouble }: { config: Config; theme: Theme; onTrouble(sentence: string): void },
  newsletter: string,
  language: string,
): Promise<WelcomeNote | undefined> {
  const found = await readWelcomeNote(config, newsletter, language)
  const { note, problems } = found.note ? readNote(found.note) : { problems: found.problems }
  for (const problem of problems) onTrouble(formatProblem(problem))
  if (!note) return undefined
  const { file, text, subject } = note
  try {
    const rendered = renderNote(text, { file, url: config.site.url, language, columnWidth: columnWidth(theme) })
    return { ...rendered, ...(subject !== undefined && { subject }) }
  } catch (error) {
    if (!(error instanceof BroadsheetError)) throw error
    onTrouble(error.message)
    return undefined
  }
}
