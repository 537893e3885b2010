import { parse, stringify } from 'smol-toml'
import { BroadsheetError, failure } from '../config/problem.ts'
import { cleanLine } from './clean-text.ts'

/** Lies beside broadsheet.toml and is committed with the site: a build without the database then gives the same ids. */
export const ADOPTED_IDS = 'broadsheet.ids.toml'

const HEADING = `# Ids that entries had in this site's former feed, by post: readers know them by these.
# Commit this file, and change nothing in it: an id that changes shows its post once more to everybody.
`

/** The file's text; posts in one order, so that a later adoption changes only what is new. */
export function writeAdoptedIds(ids: ReadonlyMap<string, string>): string {
  const sorted = [...ids].sort(([a], [b]) => (a < b ? -1 : 1))
  return `${HEADING}${stringify({ schema: 1, ids: Object.fromEntries(sorted) })}\n`
}

/**
 * Post identity → entry id.
 * @throws BroadsheetError `feeds.adopted`: going on without them would show every post anew.
 */
export function readAdoptedIds(text: string): Map<string, string> {
  const ids = Object.entries(tableOf(text))
  const wrong = ids.filter(([, id], index) => !isFeedId(id) || ids.findIndex(([, other]) => other === id) !== index)
  const problems = wrong.map(([post, id]) =>
    broken(`The id "${String(id)}" of ${post} is not one line of text, or stands there twice.`),
  )
  if (problems.length > 0) throw new BroadsheetError(problems)
  return new Map(ids as [string, string][])
}

function tableOf(text: string): Record<string, unknown> {
  try {
    const { ids = {} } = parse(text)
    if (typeof ids === 'object' && !Array.isArray(ids)) return ids as Record<string, unknown>
  } catch {
    // The sentence below says what to do.
  }
  throw new BroadsheetError(broken('It is not a file of ids.'))
}

/** Any line of text may be one in RSS and JSON Feed; see atomId. */
export function isFeedId(id: unknown): id is string {
  return typeof id === 'string' && id !== '' && cleanLine(id) === id
}

function broken(message: string) {
  const hint = 'Take it from version control as it was.'
  return failure('feeds.adopted', message, { file: ADOPTED_IDS, hint })
}
