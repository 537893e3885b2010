import type { Temporal } from 'temporal-polyfill'
import type { NewsletterConfig } from '../../config/config.ts'
import { BroadsheetError, failure, type Problem } from '../../config/problem.ts'
import { type NewPost, postsOfEdition } from '../../editions/due.ts'
import type { Post } from '../../posts/post.ts'
import type { Look } from '../look.ts'

export interface ChoosePorts {
  newsletters: {
    newPosts(id: string): Promise<{ postId: string; newAt: Temporal.Instant; movedFrom?: string }[]>
  }
}

/** A post that an edition would bring. */
export interface ChosenPost extends NewPost {
  /** Path of the post that vanished when this one appeared with its title or text. */
  movedFrom?: string
  /** By `--post`. */
  named: boolean
}

/** The posts of an edition: those that somebody named, else what the newsletter has not brought yet. */
export async function choosePosts(
  ports: ChoosePorts,
  look: Look,
  request: { newsletter: NewsletterConfig; named?: string[] },
): Promise<ChosenPost[]> {
  return request.named ? namedPosts(look, request.named) : newPosts(ports, look, request.newsletter)
}

async function newPosts(ports: ChoosePorts, look: Look, newsletter: NewsletterConfig): Promise<ChosenPost[]> {
  const news = new Map((await ports.newsletters.newPosts(newsletter.id)).map((row) => [row.postId, row]))
  const candidates = look.live.flatMap((post) => {
    const row = news.get(post.id)
    return row ? [{ post, newAt: row.newAt }] : []
  })
  return postsOfEdition(candidates, newsletter.select).map((candidate) => ({
    ...candidate,
    movedFrom: news.get(candidate.post.id)?.movedFrom,
    named: false,
  }))
}

const NAME_A_POST = 'Name its file, such as content/posts/launch.md, with capitals as they are.'

/** In the order in which they were named. */
function namedPosts(look: Look, files: string[]): ChosenPost[] {
  const problems: Problem[] = []
  const posts = files.flatMap((file) => {
    const post = look.posts.find((candidate) => isNamed(candidate, file))
    if (!post) problems.push(failure('send.unknown-post', `${file} is no post of this site.`, { hint: NAME_A_POST }))
    else if (post.status !== 'live')
      problems.push(failure('send.post-not-live', `${file} is ${post.status}: the site does not show it.`))
    return post ? [{ post, newAt: look.at, named: true }] : []
  })
  if (problems.length > 0) throw new BroadsheetError(problems)
  return posts
}

/** By the path that problems show, the path below the content folder, or a longer one that ends in either. */
function isNamed(post: Post, typed: string): boolean {
  const path = typed.normalize('NFC').replaceAll('\\', '/').replace(/^\.\//, '')
  return [post.file, post.path].some((known) => path === known || path.endsWith(`/${known}`))
}
