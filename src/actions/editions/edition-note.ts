import type { NewsletterConfig } from '../../config/config.ts'
import { type Problem, warning } from '../../config/problem.ts'
import { readTheme } from '../../config/read-theme.ts'
import { columnWidth } from '../../config/theme.ts'
import { type Edition, type EditionFilter, editionName } from '../../editions/edition.ts'
import { NEXT, type ReadNote, readNote, type WrittenNote } from '../../editions/edition-note.ts'
import type { EditionHeaders } from '../../editions/variant.ts'
import type { MailNote } from '../../editions/variant-input.ts'
import { postHash } from '../../posts/post-hash.ts'
import type { Scan } from '../record-scan.ts'
import type { RenderPorts } from './render-ports.ts'

export interface NotePorts extends Pick<RenderPorts, 'templates'> {
  /** What editors wrote for editions; absent: nobody writes any. */
  editionNotes?(): Promise<{ notes: WrittenNote[]; problems: Problem[] }>
  /** A note as a mail shows it, its pictures in place. */
  mailNote?(
    note: ReadNote,
    scan: Pick<Scan, 'render'>,
    columnWidth: number,
  ): Promise<{ mailNote?: MailNote; problems: Problem[] }>
  editions: { list(filter: EditionFilter): Promise<(Edition & { headers?: EditionHeaders })[]> }
}

export interface EditionNote {
  mailNote?: MailNote
  /** Of its file, by which it is known that it went with an edition. */
  hash?: string
  /** With an error where the edition has to wait for it. */
  problems: Problem[]
}

/** So far back it is known what went with which edition. */
const LATEST = 50

/** The note for a number: its own, else that for the next number, unless it went with an edition before. */
export async function editionNote(
  ports: NotePorts,
  scan: Pick<Scan, 'render'>,
  { newsletter, number }: { newsletter: NewsletterConfig; number: number },
): Promise<EditionNote> {
  const { notes, problems } = (await ports.editionNotes?.()) ?? { notes: [], problems: [] }
  const own = notes.filter((note) => note.newsletter === newsletter.id)
  if (own.length === 0) return { problems: [] }
  const made = await ports.editions.list({ newsletter: newsletter.id, numbered: true, limit: LATEST })
  const others = made.filter((edition) => edition.number !== number && edition.state !== 'cancelled')
  const late = lateNotes(own, others, number)
  const written = own.find(({ name }) => name === String(number)) ?? own.find(({ name }) => name === NEXT)
  if (!written) return { problems: [...problems, ...late] }
  const hash = postHash(written.file, written.source)
  const before = written.name === NEXT && others.find(({ headers }) => headers?.note === hash)
  if (before) return { problems: [...problems, ...late, usedBefore(written, before)] }
  const { note, problems: found } = readNote(written)
  const shown = note && (await ports.mailNote?.(note, scan, columnWidth(readTheme(await ports.templates()).theme)))
  return {
    ...(shown?.mailNote && { mailNote: shown.mailNote, hash }),
    problems: [...problems, ...late, ...found, ...(shown?.problems ?? [])],
  }
}

/** For numbers that went without them. */
function lateNotes(
  notes: WrittenNote[],
  editions: (Edition & { headers?: EditionHeaders })[],
  next: number,
): Problem[] {
  return notes.flatMap(({ name, file }) => {
    const edition = editions.find(({ number }) => String(number) === name)
    if (Number(name) >= next || !edition || edition.headers?.note !== undefined) return []
    const hint = `The next one is No. ${next}.`
    return [
      warning('edition.editors-note', `The note is for ${editionName(edition)}, which was made without it.`, {
        hint,
        file,
      }),
    ]
  })
}

function usedBefore({ file }: WrittenNote, edition: Edition): Problem {
  const hint = 'Write another for the next edition, or delete it.'
  return warning('edition.editors-note', `The note went with ${editionName(edition)}, and is not shown again.`, {
    hint,
    file,
  })
}
