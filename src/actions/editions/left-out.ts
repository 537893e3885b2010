import { count } from '../../config/count.ts'
import type { Post } from '../../posts/post.ts'

/** A post that became new, is due to somebody perhaps, and goes without the others of its edition. */
export interface LeftOut {
  post: Post
  reason: LeftOutReason
  /** A sentence. */
  because: string
}

/**
 * `flood`, `moved`: readers may have had it, and an operator says whether it is news. `unmailable`: no mail can be made
 * of it. `template`: the newsletter's template does not show it. `limit`: the edition is full.
 */
export type LeftOutReason = 'flood' | 'moved' | 'unmailable' | 'template' | 'limit'

/** Which post, why, and what an operator can type for it. */
export function leftOutSentence({ post, reason, because }: LeftOut, newsletter: string): string {
  return `"${post.title}" is not in the mail: ${because} ${remedyOf(post, reason, newsletter)}`
}

function remedyOf({ file }: Post, reason: LeftOutReason, newsletter: string): string {
  switch (reason) {
    case 'flood':
    case 'moved':
      return `If it is news: broadsheet send ${newsletter} --post ${file}. If not, count it as sent: broadsheet adopt ${newsletter} --post ${file}.`
    case 'unmailable':
      return 'Correct it, and it goes with the next edition.'
    case 'template':
      return 'It goes with the next edition that has room for it.'
    case 'limit':
      return 'It goes with the next edition.'
  }
}

/** Of each reason; of several hundred nobody reads a sentence each. */
const MOST_TOLD = 10

/** Those to tell one by one, and a sentence for all others. */
export function fewLeftOut<T extends { reason: LeftOutReason }>(leftOut: readonly T[]): { told: T[]; rest: string[] } {
  const sofar = new Map<LeftOutReason, number>()
  const told = leftOut.filter(({ reason }) => {
    const place = sofar.get(reason) ?? 0
    sofar.set(reason, place + 1)
    return place < MOST_TOLD
  })
  const others = leftOut.length - told.length
  const what = `${count(others, 'other post is', 'other posts are')} not in the mail either`
  return { told, rest: others > 0 ? [`${what}, for the same reasons. See all: broadsheet status --posts.`] : [] }
}
