import { failure, type Problem, warning } from '../config/problem.ts'
import { naturalId } from './identity.ts'
import type { Post } from './post.ts'

/**
 * Leaves out posts that stand in another's way: two live ones with one URL, of which the site shows only one, and two with one id in
 * their front matter, of which only one could be remembered. Two that only share an alias, as copied posts do, both stay: the second
 * goes by its path. The live one comes before the draft, then the first by path.
 */
export function dropConflicting(posts: Post[]): { posts: Post[]; problems: Problem[] } {
  const ordered = posts.toSorted((a, b) => rank(a) - rank(b) || (a.path < b.path ? -1 : 1))
  const byUrl = new Map<string, Post>()
  const byId = new Map<string, Post>()
  const problems: Problem[] = []
  const kept = new Map<Post, Post>()
  for (const found of ordered) {
    const namesake = found.id.startsWith('alias:') ? byId.get(found.id) : undefined
    const post = namesake ? { ...found, id: naturalId(new Map(), { ...found, aliases: [] }) } : found
    if (namesake) problems.push(aliasTaken(found, namesake))
    const sameUrl = post.status === 'live' ? byUrl.get(post.url) : undefined
    const sameId = byId.get(post.id)
    if (sameUrl) problems.push(urlTaken(post, sameUrl))
    else if (sameId) problems.push(idTaken(post, sameId))
    else kept.set(found, post)
    if (!kept.has(found)) continue
    byUrl.set(post.url, post)
    byId.set(post.id, post)
  }
  return { posts: posts.flatMap((post) => kept.get(post) ?? []), problems }
}

function rank({ status }: Post): number {
  return status === 'live' ? 0 : 1
}

function urlTaken(post: Post, first: Post): Problem {
  const hint = 'Give one of them another slug or url; until then this one is left out.'
  return failure('post.same-url', `It has the same URL as ${first.file}: ${post.url}.`, { hint, file: post.file })
}

function idTaken(post: Post, first: Post): Problem {
  const hint = 'Change it in one of them; until then this one is left out.'
  const id = post.id.slice(post.id.indexOf(':') + 1)
  return failure('post.same-id', `It has the same id as ${first.file}: ${id}.`, { hint, file: post.file })
}

function aliasTaken({ id, file }: Post, first: Post): Problem {
  const hint = 'Change it in one of them: of two pages at one old address only one is reached.'
  const alias = id.slice('alias:'.length)
  return warning('post.same-alias', `It has the same first alias as ${first.file}: ${alias}.`, { hint, file })
}
