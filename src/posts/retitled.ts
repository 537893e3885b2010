import type { Post } from './post.ts'
import { isNamedOtherwise, isThere, isWordless, type Recognition } from './recognise.ts'
import type { SeenPost } from './seen-post.ts'

/** A fresh post with the date of some that vanished just now: perhaps one of them, with another file and another title. */
export interface MaybeRetitled {
  post: Post
  from: SeenPost[]
}

/** Of more that vanished with one date none is meant: the text of each fresh post is hashed once for each. */
const MOST = 16

/** The store knows the hash of a title and a text: whether the text is the same shows under the title of before. */
export function maybeRetitled({ fresh, gone }: Recognition): MaybeRetitled[] {
  const byDate = new Map<number, SeenPost[]>()
  for (const before of gone.filter(isThere)) {
    const others = byDate.get(dateOf(before))
    if (others) others.push(before)
    else byDate.set(dateOf(before), [before])
  }
  return fresh.flatMap((post) => {
    const sameDate = byDate.get(dateOf(post)) ?? []
    if (sameDate.length > MOST || isWordless(post)) return []
    const from = sameDate.filter((before) => !isNamedOtherwise(post, before))
    return from.length > 0 ? [{ post, from }] : []
  })
}

/**
 * Joins those of which the text says that they are one, and holds for the operator where it says so of several.
 * @param asked with the hash that the post would have under the title of each
 */
export function withRetitled(recognition: Recognition, asked: (MaybeRetitled & { hashes: string[] })[]): Recognition {
  const pairs = asked.flatMap(({ post, from, hashes }) =>
    from.flatMap((before, index) => (hashes[index] === before.hash ? [{ from: before, to: post }] : [])),
  )
  if (pairs.length === 0) return recognition
  const times = new Map<Post | SeenPost, number>()
  for (const one of pairs.flatMap(({ from, to }) => [from, to])) times.set(one, (times.get(one) ?? 0) + 1)
  const sure = pairs.filter(({ from, to }) => times.get(from) === 1 && times.get(to) === 1)
  const joined = new Set<Post | SeenPost>(sure.flatMap(({ from, to }) => [from, to]))
  const unsure = new Map(pairs.filter(({ to }) => !joined.has(to)).map((pair) => [pair.to, pair]))
  const moved = recognition.moved.filter(({ from, to }) => !joined.has(from) && !joined.has(to) && !unsure.has(to))
  return {
    ...recognition,
    known: new Map([...recognition.known, ...sure.map(({ from, to }) => [from.id, to] as const)]),
    fresh: recognition.fresh.filter((post) => !joined.has(post)),
    gone: recognition.gone.filter((before) => !joined.has(before)),
    moved: [...moved, ...unsure.values()],
  }
}

function dateOf({ publishedAt }: Post | SeenPost): number {
  return publishedAt.instant.epochMilliseconds
}
