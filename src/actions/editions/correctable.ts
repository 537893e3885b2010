import type { Config } from '../../config/config.ts'
import { BroadsheetError, failure } from '../../config/problem.ts'
import { type Edition, editionName, isMoving } from '../../editions/edition.ts'
import { LONGEST_NOTE, type RenderedNote } from '../../editions/note-markdown.ts'
import { transportOf } from './transport-of.ts'

/** What is asked of editions before one is corrected. */
export interface CorrectedEditions {
  byId(id: number): Promise<Edition | undefined>
  /** Mails that correct it, the oldest first. */
  corrections(editionId: number): Promise<{ editionId: number; html: string; state: Edition['state'] }[]>
}

/** Its states in which nobody gets it any more without somebody doing something, or only who was put off. */
const OVER: Edition['state'][] = ['sent', 'settling', 'cancelled']

/** A note as it was read. @throws BroadsheetError where it is no text in UTF-8, or longer than LONGEST_NOTE */
export function readable(note: string, file: string): string {
  if (note.includes('\u{FFFD}') || note.includes('\0'))
    throw wrongNote(file, 'is no text in UTF-8', 'Save it as UTF-8.')
  if (note.length <= LONGEST_NOTE) return note
  const what = `has ${note.length} characters, and a correction at most ${LONGEST_NOTE}`
  throw wrongNote(file, what, 'Write a post of what is longer, and a note that leads to it.')
}

export function wrongNote(file: string, what: string, hint: string): BroadsheetError {
  return new BroadsheetError(failure('edition.note', `The note ${what}.`, { file, hint }))
}

/** @throws BroadsheetError where nobody got it, some are still to get it, or it went another way than mails go now */
export function refuseUnsent(config: Config, edition: Edition & { headers?: unknown }): void {
  const name = editionName(edition)
  const refuse = (sentence: string, hint: string) => {
    throw new BroadsheetError(failure('edition.step', sentence, { hint }))
  }
  if (edition.correction) refuse(`${name} is a correction itself.`, 'Correct the edition once more instead.')
  if (!edition.headers || edition.candidateCount === undefined)
    refuse(`${name} was not sent: it is ${edition.state}.`, 'Correct its posts, and send those.')
  if (!OVER.includes(edition.state))
    refuse(
      `${name} is ${edition.state}: some would get it after its correction.`,
      `Wait until it is sent, or end it first: broadsheet cancel ${name}.`,
    )
  if (edition.transport === transportOf(config)) return
  const isTrial = edition.transport === 'mailbox'
  const [went, named] = isTrial ? ['into the test mailbox', 'a mail server'] : ['to people', 'the test mailbox']
  refuse(`${name} went ${went}, and [[smtp]] names ${named} now.`, 'A correction goes the way that the edition went.')
}

/** Whoever types it again after Ctrl-C does not mean to say it twice. */
export async function refuseTwice(
  { editions }: { editions: CorrectedEditions },
  edition: Edition,
  { html: said }: RenderedNote,
): Promise<void> {
  const same = (await editions.corrections(edition.id)).find(
    ({ html, state }) => html === said && state !== 'cancelled',
  )
  const before = same && (await editions.byId(same.editionId))
  if (!before) return
  const name = editionName(before)
  throw new BroadsheetError(
    failure('edition.step', `${name} says just that, and is ${before.state}.`, {
      hint: isMoving(before)
        ? 'A running `broadsheet serve` goes on with it, else `broadsheet run --once`.'
        : `Look at it with: broadsheet status ${name}.`,
    }),
  )
}
