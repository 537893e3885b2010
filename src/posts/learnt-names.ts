import { isGivenId } from './identity.ts'
import type { Post } from './post.ts'
import type { PostName } from './scan-record.ts'
import type { SeenPost } from './seen-post.ts'

/** What a post is to be remembered by besides its identity: an id that it has got since, and an URL that it has no more. */
export function learntNames(known: ReadonlyMap<string, Post>, seen: SeenPost[]): PostName[] {
  return seen.flatMap(({ id, names, urlPath }) => {
    const post = known.get(id)
    if (!post) return []
    const learnt: string[] = []
    if (isGivenId(post.id) && post.id !== id) learnt.push(post.id)
    if (new URL(post.url).pathname !== urlPath) learnt.push(urlPath)
    return learnt.filter((name) => !names.includes(name)).map((name) => ({ name, postId: id }))
  })
}
