import { failure, type Problem } from '../../config/problem.ts'
import { guessedSignal, isLeaversName } from './columns-guessed.ts'
import type { Said } from './said.ts'

/**
 * Mailchimp, SendGrid and others export who left as a file of their own, which may say so by its name alone:
 * `cleaned_members_export.csv`, `nonsubscribed_….csv`, `bounces.csv`. Refused until the operator says who they are.
 */
export function leaversFileProblem(file: string | undefined, hasSignals: boolean, as: Said | undefined): Problem[] {
  const name = file?.split(/[\\/]/).at(-1)
  if (!name || hasSignals || as !== undefined) return []
  const said = guessedSignal(name)
  const speaks = (said?.kind === 'left' && said.as) || (isLeaversName(name) && 'unsubscribed')
  if (!speaks) return []
  const meaning = speaks === 'unsubscribed' ? 'unsubscribed' : 'suppressed'
  return [
    failure('subscribers.column', 'The name of the file speaks of people who left, and no column says so.', {
      hint: `Nothing was imported. Say who they are: --as ${meaning}; or, where they all want the newsletter, --as active.`,
    }),
  ]
}
