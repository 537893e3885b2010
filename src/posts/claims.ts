import type { Post } from './post.ts'
import type { SeenPost } from './seen-post.ts'

export type Keys<P> = (post: P) => string[]
export type May = (post: Post, before: SeenPost) => boolean

/** Posts that are there and posts that were seen, joined by one rule after another; each is joined once. */
export class Claims {
  /** Identity in the store → the post that now bears it. */
  readonly known = new Map<string, Post>()
  readonly #claimed = new Set<Post>()
  fresh: Post[]
  gone: SeenPost[]

  constructor(posts: Post[], seen: SeenPost[]) {
    this.fresh = posts
    // Where two were at one place in turn, the later, live one is meant; of those that are gone, the last.
    this.gone = seen.toSorted((a, b) => lastMoment(b) - lastMoment(a) || Number(b.live) - Number(a.live))
  }

  /** Joins posts and seen ones that share a key, the first with the first that it may be. */
  claimBy(keysOfPost: Keys<Post>, keysOfSeen: Keys<SeenPost>, may: May = () => true): void {
    if (this.fresh.length === 0 || this.gone.length === 0) return
    const open = new Map<string, SeenPost[]>()
    for (const seen of this.gone) {
      for (const key of keysOfSeen(seen)) {
        const others = open.get(key)
        if (others) others.push(seen)
        else open.set(key, [seen])
      }
    }
    this.fresh = this.fresh.filter((post) => {
      const match = keysOfPost(post)
        .flatMap((key) => open.get(key) ?? [])
        .find((seen) => !this.known.has(seen.id) && may(post, seen))
      if (match) this.#join(match, post)
      return !match
    })
    this.gone = this.gone.filter(({ id }) => !this.known.has(id))
  }

  isClaimed(post: Post): boolean {
    return this.#claimed.has(post)
  }

  #join({ id }: SeenPost, post: Post): void {
    this.known.set(id, post)
    this.#claimed.add(post)
  }
}

function lastMoment({ goneAt }: SeenPost): number {
  return goneAt?.epochMilliseconds ?? Number.POSITIVE_INFINITY
}
