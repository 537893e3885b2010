import { count } from '../config/count.ts'
import type { Problem } from '../config/problem.ts'
import type { ProblemCode } from '../config/problem-codes.ts'
import { firstOf } from './not-news.ts'

/** What posts name, and the site does not have: each is a problem of its post. */
const MISSING: [code: ProblemCode, posts: string][] = [
  ['picture.missing', "pictures that are not in the site's folder"],
  ['body.dead-link', 'links that lead nowhere'],
]

/** `Not there: 2 posts with links that lead nowhere (a.md, b.md). See each: broadsheet check.` */
export function describeMissing(problems: Problem[]): string | undefined {
  const parts = MISSING.flatMap(([code, what]) => {
    const files = filesOf(problems.filter((problem) => problem.code === code))
    return files.length > 0 ? [`${count(files.length, 'post')} with ${what} (${firstOf(files)})`] : []
  })
  return parts.length > 0 ? `Not there: ${parts.join('; ')}. See each: broadsheet check.` : undefined
}

/** Without those that describeMissing sums up. */
export function withoutMissing(problems: Problem[]): Problem[] {
  return problems.filter(({ code }) => !MISSING.some(([missing]) => code === missing))
}

function filesOf(problems: Problem[]): string[] {
  return [...new Set(problems.flatMap(({ file }) => file ?? []))].toSorted()
}
