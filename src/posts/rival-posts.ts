import { failure, type Problem } from '../config/problem.ts'
import type { Post } from './post.ts'

/**
 * Leaves out posts that stand in another's way: two live ones with one URL, of which the site shows only one, and two with one identity,
 * of which only one could be remembered. The live one stays before the draft, then the first by path.
 */
export function dropRivals(posts: Post[]): { posts: Post[]; problems: Problem[] } {
  const ordered = posts.toSorted((a, b) => rank(a) - rank(b) || (a.path < b.path ? -1 : 1))
  const byUrl = new Map<string, Post>()
  const byId = new Map<string, Post>()
  const problems: Problem[] = []
  const kept = new Set<Post>()
  for (const post of ordered) {
    const sameUrl = post.status === 'live' ? byUrl.get(post.url) : undefined
    const sameId = byId.get(post.id)
    if (sameUrl) problems.push(urlTaken(post, sameUrl))
    else if (sameId) problems.push(idTaken(post, sameId))
    else kept.add(post)
    if (!kept.has(post)) continue
    byUrl.set(post.url, post)
    byId.set(post.id, post)
  }
  return { posts: posts.filter((post) => kept.has(post)), problems }
}

function rank({ status }: Post): number {
  return status === 'live' ? 0 : 1
}

function urlTaken(post: Post, first: Post): Problem {
  const hint = 'Give one of them another slug or url; until then this one is left out.'
  return failure('post.same-url', `It has the same URL as ${first.file}: ${post.url}.`, { hint, file: post.file })
}

function idTaken(post: Post, first: Post): Problem {
  const [kind, ...rest] = post.id.split(':')
  const what = kind === 'alias' ? 'the same first alias' : 'the same id'
  const hint = 'Change it in one of them; until then this one is left out.'
  return failure('post.same-id', `It has ${what} as ${first.file}: ${rest.join(':')}.`, { hint, file: post.file })
}
