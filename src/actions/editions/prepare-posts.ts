import { BroadsheetError, failure, formatProblem, type Problem } from '../../config/problem.ts'
import type { MailPost } from '../../editions/variant-input.ts'
import type { Post } from '../../posts/post.ts'
import type { Scan } from '../record-scan.ts'
import type { LeftOut } from './left-out.ts'
import type { MadeMailPost } from './mail-post.ts'
import type { RenderPorts } from './render-ports.ts'

/** By identity: a post is made ready once, however often its edition is rendered. */
export type PreparedPosts = Map<string, PreparedPost>

export type PreparedPost = MadeMailPost & { mailPost: MailPost }

/** Makes posts ready for mails. One that fails is left out, with its reason; `prepared` takes the others. */
export async function preparePosts(
  ports: Pick<RenderPorts, 'mailPost'>,
  scan: Pick<Scan, 'body'>,
  posts: Post[],
  prepared: PreparedPosts,
  columnWidth: number,
): Promise<{ leftOut: LeftOut[]; problems: Problem[] }> {
  const leftOut: LeftOut[] = []
  const problems: Problem[] = []
  for (const post of posts) {
    const {
      mailPost,
      sources,
      problems: found,
    } = prepared.get(post.id) ?? (await madeReady(ports, post, scan, columnWidth))
    const errors = found.filter(({ severity }) => severity === 'error')
    if (mailPost && errors.length === 0) {
      prepared.set(post.id, { mailPost, sources, problems: found })
      problems.push(...found)
    } else {
      leftOut.push({ post, reason: 'unmailable', because: errors.map(formatProblem).join(' ') })
    }
  }
  return { leftOut, problems }
}

/** Whatever goes wrong in one post, the others are to go. */
async function madeReady(
  ports: Pick<RenderPorts, 'mailPost'>,
  post: Post,
  scan: Pick<Scan, 'body'>,
  columnWidth: number,
): Promise<MadeMailPost> {
  try {
    return await ports.mailPost(post, scan, columnWidth)
  } catch (error) {
    if (error instanceof BroadsheetError) return { problems: error.problems }
    const why = error instanceof Error ? error.message : String(error)
    return { problems: [failure('post.unmailable', `No mail can be made of this post (${why}).`, { file: post.file })] }
  }
}
