import type { NewsletterConfig } from '../../config/config.ts'
import { inOrder, isKeptOut, MAX_POSTS } from '../../editions/due.ts'
import { indexesIn } from '../../editions/mask.ts'
import { newestFirst } from '../../posts/newest-first.ts'
import type { Post } from '../../posts/post.ts'
import type { Scan } from '../record-scan.ts'
import { type ChoosePorts, choosePosts } from './choose-posts.ts'
import type { EditionDraft } from './draft-edition.ts'

/** How many of the newest posts are shown when nothing is new. */
const SAMPLE = 3

/**
 * The posts to look at: what most people get; before anybody is subscribed, what is new; after everybody has had it, the
 * newest.
 */
export async function shownPosts(
  ports: ChoosePorts,
  scan: Scan,
  request: { newsletter: NewsletterConfig; named?: string[]; hidden?: boolean },
  draft: EditionDraft,
): Promise<{ post: Post }[]> {
  const [largest] = draft.candidates.groups
  if (largest) return indexesIn(largest.mask).flatMap((index) => draft.posts[index] ?? [])
  const { posts } = await choosePosts(ports, scan, request)
  if (request.named || (posts.length > 0 && draft.candidates.candidateCount === 0)) return posts.slice(0, MAX_POSTS)
  return scan.live
    .filter((post) => !isKeptOut(post, request.newsletter.id))
    .toSorted(newestFirst)
    .slice(0, SAMPLE)
    .toSorted(inOrder)
    .map((post) => ({ post }))
}
