import type { NewsletterConfig } from '../../config/config.ts'
import { BroadsheetError, failure, type Problem } from '../../config/problem.ts'
import { isKeptOut, MAX_POSTS, matchesSelection, type NewPost, selectedPosts } from '../../editions/due.ts'
import { type KnownNews, keptBack } from '../../editions/keep-back.ts'
import type { Post } from '../../posts/post.ts'
import type { Scan } from '../record-scan.ts'
import type { LeftOut } from './left-out.ts'

export interface ChoosePorts {
  newsletters: { newPosts(id: string): Promise<KnownNews[]> }
}

/** A post that an edition may bring. */
export interface ChosenPost extends NewPost {
  /** By `--post`. */
  named: boolean
}

export interface Chosen {
  /** As many as there are, in the order of an edition. */
  posts: ChosenPost[]
  leftOut: LeftOut[]
  /** New posts that their authors keep out of the newsletter. */
  keptOut: Post[]
}

/** The posts of an edition: those that somebody named, else what became new, but for what readers may have had before. */
export async function choosePosts(
  ports: ChoosePorts,
  scan: Pick<Scan, 'at' | 'posts' | 'live'>,
  request: { newsletter: NewsletterConfig; named?: string[]; hidden?: boolean },
): Promise<Chosen> {
  if (request.named) {
    const posts = namedPosts(scan, request.named, request.hidden)
    return { posts: request.hidden ? posts : sendable(posts, request.newsletter.id), leftOut: [], keptOut: [] }
  }
  return newPosts(ports, scan, request.newsletter)
}

async function newPosts(
  ports: ChoosePorts,
  { posts, live }: Pick<Scan, 'posts' | 'live'>,
  { id, select }: NewsletterConfig,
): Promise<Chosen> {
  const news = await ports.newsletters.newPosts(id)
  const byId = new Map(posts.map((post) => [post.id, post]))
  const isTaken = ({ postId }: KnownNews) => {
    const post = byId.get(postId)
    return !post || (matchesSelection(post, select) && !isKeptOut(post, id))
  }
  const held = keptBack(news.filter(isTaken))
  const newAt = new Map(news.flatMap((row) => (row.adopted ? [] : [[row.postId, row.becameNewAt] as const])))
  const candidates = live.flatMap((post) => {
    const at = newAt.get(post.id)
    return at ? [{ post, newAt: at, named: false }] : []
  })
  const all = selectedPosts(candidates, select)
  const selected = all.filter(({ post }) => !isKeptOut(post, id))
  const backOf = ({ id, steering }: Post) =>
    held.get(id) ?? (steering?.fault && { reason: 'unmailable' as const, because: steering.fault })
  return {
    posts: selected.filter(({ post }) => !backOf(post)),
    leftOut: selected.flatMap(({ post }) => {
      const back = backOf(post)
      return back ? [{ post, ...back }] : []
    }),
    keptOut: all.flatMap(({ post }) => (isKeptOut(post, id) ? [post] : [])),
  }
}

/** Who names a post is not its author, who may have had a reason. */
function sendable(posts: ChosenPost[], newsletter: string): ChosenPost[] {
  const problems = posts.flatMap(({ post }) => {
    const { file, steering } = post
    if (steering?.fault) return [failure('send.kept-out', `${file} goes into no mail: ${steering.fault}`)]
    if (!isKeptOut(post, newsletter)) return []
    const hint = 'Take that out of the post to have it mailed.'
    const message = `${file} is not for ${newsletter}: its front matter says newsletter.${steering?.skip === undefined ? 'only' : 'skip'}.`
    return [failure('send.kept-out', message, { hint })]
  })
  if (problems.length > 0) throw new BroadsheetError(problems)
  return posts
}

const NAME_A_POST = 'Name its file, such as content/posts/launch.md, with capitals as they are.'

/**
 * In the order in which they were named.
 * @param hidden those, too, that the site does not show yet or any more: to look at, and never to send
 */
export function namedPosts(scan: Pick<Scan, 'at' | 'posts'>, files: string[], hidden = false): ChosenPost[] {
  const problems: Problem[] = []
  const found = new Set<Post>()
  for (const file of files) {
    const post = scan.posts.find((candidate) => isNamed(candidate, file))
    if (!post) problems.push(failure('send.unknown-post', `${file} is no post of this site.`, { hint: NAME_A_POST }))
    else if (post.status !== 'live' && !hidden)
      problems.push(failure('send.post-not-live', `${file} is ${post.status}: the site does not show it.`))
    else found.add(post)
  }
  if (found.size > MAX_POSTS) {
    const hint = 'Name fewer of them at a time.'
    problems.push(
      failure('send.too-many-posts', `A mail holds at most ${MAX_POSTS} posts, not ${found.size}.`, { hint }),
    )
  }
  if (problems.length > 0) throw new BroadsheetError(problems)
  return [...found].map((post) => ({ post, newAt: scan.at, named: true }))
}

/** By the path that problems show, the path below the content folder, or a longer one that ends in either. */
function isNamed(post: Post, typed: string): boolean {
  const path = typed.normalize('NFC').replaceAll('\\', '/').replace(/^\.\//, '')
  return [post.file, post.path].some((known) => path === known || path.endsWith(`/${known}`))
}
