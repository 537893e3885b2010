import { type Problem, warning } from '../../../config/problem.ts'
import { readDate } from '../../dates.ts'
import { asText } from '../../front-matter-fields.ts'
import type { WrittenDate } from '../../post.ts'
import type { PageSource } from '../dialect.ts'
import { firstDate } from '../written-dates.ts'
import { CODE } from './data-cascade.ts'

/** Words that stand for a date of the file: https://www.11ty.dev/docs/dates/ */
const OF_THE_FILE = /^(git )?(last modified|created)$/i

export function asksForFileDate(written: unknown): 'committed' | 'added' | 'modified' | undefined {
  const [, git, which] = OF_THE_FILE.exec(asText(written) ?? '') ?? []
  if (which === undefined) return undefined
  // A clone gives all files the day on which it was made, so that the first commit says when one was created.
  if (which.toLowerCase() === 'created') return 'added'
  return git === undefined ? 'modified' : 'committed'
}

/** Without a date Eleventy takes that of the file, which on a build server is the day of the build: such a page is no news. */
export function pageDate(page: PageSource): { date?: WrittenDate; problems: Problem[] } {
  const { fields, times, place } = page
  if (fields.get('date') === CODE) return { problems: [] }
  const asked = asksForFileDate(fields.get('date'))
  if (asked) {
    const date = times[asked]
    return date ? { date, problems: [] } : { problems: [unknownDate(page)] }
  }
  const { date, problems } = firstDate(page, ['date'], 'UTC')
  const day = /\d{4}-\d{2}-\d{2}/.exec(place.path)?.[0]
  const named = fields.get('date') === undefined && day !== undefined ? readDate(day, 'UTC') : undefined
  const found = date ?? named
  return { ...(found && { date: found }), problems }
}

/** Files are asked for their dates where a folder's data want them: of a page's own wish nobody knows before it is read. */
function unknownDate({ fields, placeOf }: PageSource): Problem {
  const message = `The date "${asText(fields.get('date'))}" is not known, so that the page is no news.`
  const hint =
    'Write it into the data of the folder (posts.json), in a clone with its whole history; or write the day itself.'
  return warning('post.date', message, { hint, ...placeOf('date') })
}
