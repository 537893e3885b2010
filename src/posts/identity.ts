import { writtenDay } from './dates.ts'
import { type Fields, textField } from './front-matter-fields.ts'
import type { Post, WrittenDate } from './post.ts'
import { normalPath } from './url-path.ts'

/** A post as the store remembers it. */
export interface SeenPost {
  id: string
  path: string
  /** Path of its URL, percent-encoded or not. */
  urlPath: string
  aliases: string[]
  title: string
  hash: string
  /** Whether it was live when last looked at. */
  live: boolean
}

/** Who a post is before the store knows it; see Post.id for the forms, which are a contract. */
export function naturalId(fields: Fields, post: { path: string; aliases: string[]; publishedAt: WrittenDate }): string {
  const given = textField(fields, 'id', 'guid')
  if (given) return `id:${given}`
  const [alias] = post.aliases
  if (alias) return `alias:${alias}`
  return `path:${post.path}@${writtenDay(post.publishedAt)}`
}

export interface Recognition {
  /** Identity in the store → the post that now bears it. */
  known: Map<string, Post>
  fresh: Post[]
  /** Fresh posts with the title or the text of one that vanished: perhaps the same, to be held for the operator. */
  moved: { from: SeenPost; to: Post }[]
  /** Seen posts that no post claims. */
  gone: SeenPost[]
}

/**
 * Which post is which: by identity, else by path, else by an alias that is the address of one that vanished.
 * Each rule goes over all posts before the next, so that a weaker sign never takes what a stronger one claims.
 * @param basePath path of the site's base URL, below which aliases stand: `/` or `/blog/`
 */
export function recognise(posts: Post[], seen: SeenPost[], basePath = '/'): Recognition {
  const claims = new Claims(posts, seen)
  claims.claimBy(
    ({ id }) => [id],
    ({ id }) => [id],
  )
  claims.claimBy(
    ({ path }) => [path],
    ({ path }) => [path],
  )
  claims.claimBy(({ aliases }) => aliases.map((alias) => normalPath(basePath + alias)), addressesOf(basePath))
  const { known, fresh, gone } = claims
  return { known, fresh, moved: fresh.flatMap((to) => movedFrom(to, gone)), gone }
}

class Claims {
  readonly known = new Map<string, Post>()
  fresh: Post[]
  gone: SeenPost[]

  constructor(posts: Post[], seen: SeenPost[]) {
    this.fresh = posts
    // Where two were at one path in turn, the later, live one is meant.
    this.gone = seen.toSorted((a, b) => Number(b.live) - Number(a.live))
  }

  /** Joins posts and seen ones that share a key, the first with the first. */
  claimBy(keysOfPost: (post: Post) => string[], keysOfSeen: (seen: SeenPost) => string[]): void {
    const open = new Map<string, SeenPost>()
    for (const seen of this.gone) for (const key of keysOfSeen(seen)) if (!open.has(key)) open.set(key, seen)
    this.fresh = this.fresh.filter((post) => {
      const match = keysOfPost(post)
        .map((key) => open.get(key))
        .find((seen) => seen && !this.known.has(seen.id))
      if (match) this.known.set(match.id, post)
      return !match
    })
    this.gone = this.gone.filter(({ id }) => !this.known.has(id))
  }
}

function addressesOf(basePath: string): (seen: SeenPost) => string[] {
  return ({ urlPath, aliases }) => [normalPath(urlPath), ...aliases.map((alias) => normalPath(basePath + alias))]
}

function movedFrom(to: Post, gone: SeenPost[]): { from: SeenPost; to: Post }[] {
  const from = gone.find(({ hash }) => hash === to.hash) ?? gone.find(({ title }) => title === to.title)
  return from ? [{ from, to }] : []
}
