import { failure, type Problem } from '../../config/problem.ts'
import { areAnswers, type Decided } from './survey.ts'

/** What a list may name: ids of newsletters, each with its cadences. */
export type KnownNewsletters = Map<string, string[]>

/** Whether newsletter and cadence are the list's own to say. */
export interface NewsletterColumn {
  namesNewsletter: boolean
  namesCadence: boolean
  unused: string[]
  problems: Problem[]
}

export const NO_NEWSLETTER_COLUMN: NewsletterColumn = {
  namesNewsletter: false,
  namesCadence: false,
  unused: [],
  problems: [],
}

/** A column `newsletter` names ours; what the operator said goes before it. */
export function newsletterColumn(
  { newsletters, cadences }: Decided,
  wishes: { newsletter?: string; cadence?: string },
  known: KnownNewsletters,
): NewsletterColumn {
  const names = newsletters.filter((name) => name !== '')
  if (names.length === 0) return NO_NEWSLETTER_COLUMN
  if (wishes.newsletter !== undefined) return { ...NO_NEWSLETTER_COLUMN, unused: ['newsletter'] }
  const strange = names.filter((name) => !known.has(name))
  if (strange.length > 0)
    return { ...NO_NEWSLETTER_COLUMN, problems: [strangeName('newsletter', strange, hint(areAnswers(names)))] }
  const all = new Set(names.flatMap((name) => known.get(name) ?? []))
  const strangeCadences = cadences.filter((name) => name !== '' && !all.has(name))
  if (wishes.cadence === undefined && strangeCadences.length > 0)
    return {
      ...NO_NEWSLETTER_COLUMN,
      problems: [strangeName('cadence', strangeCadences, 'Say which one all of them get: --cadence NAME.')],
    }
  return { namesNewsletter: true, namesCadence: wishes.cadence === undefined, unused: [], problems: [] }
}

function hint(isAnswer: boolean): string {
  return isAnswer
    ? 'If it says who wants the newsletter: --column "subscribed=newsletter".'
    : 'Say to which newsletter all of them go: --newsletter ID.'
}

function strangeName(column: string, names: string[], way: string): Problem {
  const shown = names.slice(0, 5).map((name) => `"${name}"`)
  const message = `The column "${column}" names what broadsheet.toml does not have: ${shown.join(', ')}.`
  return failure('subscribers.column', message, { hint: `Nothing was imported. ${way}` })
}
