import { Claims, type Keys, type May } from './claims.ts'
import { writtenDay } from './dates.ts'
import { isGivenId } from './identity.ts'
import type { Post, WrittenDate } from './post.ts'
import { addressKeys } from './post-addresses.ts'
import { postHash } from './post-hash.ts'
import type { Renaming } from './scan-record.ts'
import type { SeenPost } from './seen-post.ts'
import { normalPath } from './url-path.ts'

export interface Recognition {
  /** Identity in the store → the post that now bears it. */
  known: Map<string, Post>
  /** Each under an identity that no seen post has. */
  fresh: Post[]
  /** Fresh posts with the title or the text of one that vanished: perhaps the same, to be held for the operator. */
  moved: { from: SeenPost; to: Post }[]
  /** Seen posts that no post claims. */
  gone: SeenPost[]
  /** Posts that bore another identity since they were renamed, until an alias or an id said which they are. */
  renamed: Renaming[]
}

/**
 * Which post is which. Each rule goes over all posts before the next, so that a weaker sign never takes what a stronger one claims:
 * an id in front matter; the same file with the same words; the same words elsewhere; the same file with the same title; an
 * alias; the same URL; the same title and day; the same file; a file of the same name and day.
 * @param basePath path of the site's base URL, below which aliases stand: `/` or `/blog/`
 */
export function recognise(posts: Post[], seen: SeenPost[], basePath = '/'): Recognition {
  const candidates = seen.filter(({ sameAs }) => sameAs === undefined)
  const claims = new Claims(posts, candidates)
  const present = new Map(posts.map((post) => [post.path, post]))
  const bearers = new Map(candidates.filter(isThere).map((before) => [before.path, before]))
  const addresses = addressKeys(basePath)
  const isAway = (before: SeenPost) => !present.has(before.path)
  /** Its file is gone, or holds what was another post. */
  const isOusted = (before: SeenPost) => {
    const there = present.get(before.path)
    return there === undefined || claims.isClaimed(there)
  }
  const claim = (keys: Keys<Post | SeenPost>, may: May = () => true) =>
    claims.claimBy(keys, keys, (post, before) => !isNamedOtherwise(post, before) && may(post, before))

  claims.claimBy(({ id }) => (isGivenId(id) ? [id] : []), idsOf)
  claims.claimBy(sameFileAnd('hash'), sameFileAnd('hash'))
  // Two files may be swapped, or moved up by one: what lies on another's place with its very words was moved there.
  claim(hashKey, (post, before) => isThere(before) && bearers.has(post.path))
  claim(nameKey, (_, before) => isOusted(before))
  claim(wordsKey, (_, before) => isOusted(before))
  claim(sameFileAnd('title'), isSameDay)
  claim(wordsKey)
  // Before its file's former post is taken for it, which had another day.
  claim(titleKey, (_, before) => isThere(before) && isAway(before))
  claims.claimBy(sameFileAnd('title'), sameFileAnd('title'))
  claim(hashKey, (post, before) => isThere(before) && !isWordless(post))
  claims.claimBy(addresses.ofPost, addresses.ofSeen, (_, before) => isAway(before))
  claims.claimBy(
    ({ url }) => [normalPath(new URL(url).pathname)],
    ({ urlPath }) => [normalPath(urlPath)],
    (post, before) => isAway(before) && isStillOrAgain(post, before) && !isNamedOtherwise(post, before),
  )
  claim(titleKey)
  claim(({ path }) => [path], isStillOrAgain)
  // A folder was renamed, and posts in it were edited before anybody looked.
  claim(fileNameKey, (_, before) => isThere(before) && isAway(before))
  claim(
    ({ id }) => [id],
    (_, before) => isAway(before),
  )

  const renamed = [
    ...namedSinceRename(claims, candidates, bearers),
    ...aliasedSinceRename(claims, candidates, addresses),
  ]
  const { known } = claims
  const fresh = withFreeIds(claims.fresh, seen)
  const merged = new Set(renamed.map(({ from }) => from))
  const gone = claims.gone.filter(({ id }) => !known.has(id) && !merged.has(id))
  return { known, fresh, moved: movedOf(fresh, gone), gone, renamed }
}

export function isThere({ goneAt }: SeenPost): boolean {
  return goneAt === undefined
}

/** What vanished long ago comes back only with its title or its day: else another post stands in its place. */
function isStillOrAgain(post: Post, before: SeenPost): boolean {
  return isThere(before) || isSameDay(post, before) || post.title === before.title
}

function isSameDay(post: Post, before: SeenPost): boolean {
  return dayOf(post) === dayOf(before)
}

function dayOf({ publishedAt }: { publishedAt: WrittenDate }): string {
  return writtenDay(publishedAt)
}

function idsOf({ id, names }: SeenPost): string[] {
  return [id, ...names].filter(isGivenId)
}

/** Each has an id in its front matter, and these differ. */
export function isNamedOtherwise(post: Post, before: SeenPost): boolean {
  const ids = isGivenId(post.id) ? idsOf(before) : []
  return ids.length > 0 && !ids.includes(post.id)
}

/** The hash of a post without a text is that of its title, which a series shares. */
export function isWordless({ title, hash }: Post): boolean {
  return hash === postHash(title, '')
}

function sameFileAnd(what: 'hash' | 'title'): Keys<Post | SeenPost> {
  return (post) => [JSON.stringify([post.path, post[what]])]
}

const hashKey = ({ hash }: Post | SeenPost) => [hash]
const wordsKey = (post: Post | SeenPost) => [JSON.stringify([post.hash, dayOf(post)])]
/** Where a folder was renamed, posts with the same words are told apart by the names of their files. */
const nameKey = (post: Post | SeenPost) => [JSON.stringify([post.hash, dayOf(post), post.path.split('/').at(-1)])]

const titleKey = (post: Post | SeenPost) => [JSON.stringify([post.title, dayOf(post)])]

const fileNameKey = (post: Post | SeenPost) => [JSON.stringify([fileName(post.path), dayOf(post)])]

/** Of a bundle, that of its folder. */
function fileName(path: string): string {
  return /[^/]*(?:\/_?index\.[^/]*)?$/.exec(path)?.[0] ?? path
}

/** A post got back the id of one that is gone: what stood in its file since is that post. */
function namedSinceRename(
  { known, gone }: Claims,
  seen: SeenPost[],
  bearers: Map<string, SeenPost>,
): Recognition['renamed'] {
  if (gone.length === 0) return []
  const open = new Set(gone)
  return seen.flatMap(({ id, goneAt }) => {
    const post = known.get(id)
    const bearer = post && bearers.get(post.path)
    if (!bearer || goneAt === undefined || !open.has(bearer) || !isGivenId(post.id)) return []
    return bearer.hash === post.hash || bearer.title === post.title ? [{ from: bearer.id, to: id }] : []
  })
}

/**
 * Nobody knew a post after it was renamed, and now an alias says what it was: it gets that identity back. Not if it is one that was
 * there before, and the alias only leads readers of a deleted post to it.
 */
function aliasedSinceRename(
  claims: Claims,
  seen: SeenPost[],
  addresses: ReturnType<typeof addressKeys>,
): Recognition['renamed'] {
  const { known } = claims
  const vanished = claims.gone.filter(({ goneAt }) => goneAt !== undefined)
  if (vanished.length === 0) return []
  const open = new Map(vanished.toReversed().flatMap((before) => addresses.ofSeen(before).map((key) => [key, before])))
  const byId = new Map(seen.map((before) => [before.id, before]))
  const renamed: Recognition['renamed'] = []
  for (const [id, post] of [...known]) {
    const bearer = byId.get(id)
    const before = addresses
      .ofPost(post)
      .map((key) => open.get(key))
      .find((one) => one && bearer && !known.has(one.id) && isRenameOf(bearer, one))
    if (!before) continue
    known.delete(id)
    known.set(before.id, post)
    renamed.push({ from: id, to: before.id })
  }
  return renamed
}

function isRenameOf({ firstSeenAt, movedFrom }: SeenPost, before: SeenPost): boolean {
  return firstSeenAt.epochMilliseconds === before.goneAt?.epochMilliseconds || movedFrom === before.path
}

/** A new post may stand where one was that lives on elsewhere: its place and day are another's identity. */
function withFreeIds(posts: Post[], seen: SeenPost[]): Post[] {
  if (posts.length === 0) return posts
  const owned = new Set(seen.map(({ id }) => id))
  const taken = new Set([...owned, ...posts.map(({ id }) => id)])
  return posts.map((post) => {
    if (!owned.has(post.id)) return post
    let number = 2
    while (taken.has(`${post.id}~${number}`)) number++
    const id = `${post.id}~${number}`
    taken.add(id)
    return { ...post, id }
  })
}

/** A fresh post may be one that vanished: with its title just now, or with its very words at any time. */
function movedOf(fresh: Post[], gone: SeenPost[]): Recognition['moved'] {
  if (fresh.length === 0 || gone.length === 0) return []
  const lastFirst = gone.toReversed()
  const byHash = new Map(lastFirst.map((before) => [before.hash, before]))
  const byTitle = new Map(lastFirst.filter(isThere).map((before) => [before.title, before]))
  return fresh.flatMap((to) => {
    const from = (isWordless(to) ? undefined : byHash.get(to.hash)) ?? byTitle.get(to.title)
    return from ? [{ from, to }] : []
  })
}
