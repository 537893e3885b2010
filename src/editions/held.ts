import { count } from '../config/count.ts'
import { type Edition, editionName, type HoldReason } from './edition.ts'

/** What an operator has to know of an edition that is held, and can do about it. */
export type HeldEdition = Pick<
  Edition,
  'newsletter' | 'number' | 'trial' | 'state' | 'reason' | 'because' | 'dueAt' | 'subject' | 'recipientCount'
>

/** What to do, a line each, with what to type; none for an edition that nothing holds. */
export function whatToDo(edition: HeldEdition): string[] {
  if (edition.state !== 'held') return []
  const name = editionName(edition)
  const release = `broadsheet release ${name}`
  const waits = 'Left alone, its posts go with the next edition.'
  const bySelf = edition.dueAt === undefined ? '' : ' It goes by itself then, for as long as it is not late; or'
  const known: Record<HoldReason, string[]> = {
    approval: [`Let it go with: broadsheet approve ${name}`],
    late: [`Let it go with: ${release}`, waits],
    flood: [`Let it go with: ${release}`, waits],
    moved: [`Let it go with: ${release}`, waits],
    links: [`Bring it online.${bySelf || ' Then'} let it go with: ${release}`],
    clone: [`Stop one of the two: a copied database is a publication of its own. Then let it go with: ${release}`],
    restored: [`Count what is live as sent: broadsheet adopt. Or, if it is to go: ${release}`],
    server: [`Name the server again in [[smtp]], then let it go with: ${release}`],
    error: [`Mend that.${bySelf || ' Then'} let it go with: ${release}`],
  }
  const steps = known[edition.reason as HoldReason] ?? [`Let it go with: ${release}`]
  return [...steps, `Drop it with: broadsheet cancel ${name}`]
}

/** For a log, or whoever is watching. */
export function heldSentence(edition: HeldEdition): string {
  return `${editionName(edition)} is held: ${(edition.because ?? []).join(' ')}`
}

/** A mail to the operator about an edition that is held. */
export function heldNotice(
  edition: HeldEdition,
  { site, posts, hasMail }: { site: string; posts: { title: string; path: string }[]; hasMail: boolean },
): { subject: string; text: string } {
  const name = editionName(edition)
  const people = edition.recipientCount ?? 0
  const forWhom = people === 0 ? '' : `, for ${count(people, 'person', 'people')},`
  const paragraphs = [
    `${name} of ${site}${forWhom} is held. Nobody has got it.`,
    (edition.because ?? [`It is held: ${edition.reason}.`]).join('\n'),
    posts.length > 0 && ['Its posts:', ...posts.map(({ title, path }) => `  ${title} (${path})`)].join('\n'),
    [
      ...whatToDo(edition),
      `Look at it with: broadsheet status ${name}`,
      hasMail && `Get the mail to look at with: broadsheet send ${name} --to ADDRESS`,
    ]
      .filter(Boolean)
      .join('\n'),
  ]
  return { subject: `${site}: ${name} is held`, text: `${paragraphs.filter(Boolean).join('\n\n')}\n` }
}
