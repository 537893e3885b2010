import type { Temporal } from 'temporal-polyfill'
import type { Selection } from '../config/config.ts'
import { newestFirst } from '../posts/newest-first.ts'
import type { Post } from '../posts/post.ts'

/** A post and the instant at which it became new for a newsletter. */
export interface NewPost {
  post: Post
  newAt: Temporal.Instant
}

/** An edition holds no more posts than a mask has room for and a reader patience; older ones go into the next. */
export const MAX_POSTS = 50

/** Does a newsletter take this post? Any value within a key, all across keys; an empty key takes all. */
export function matchesSelection(post: Post, selection: Selection): boolean {
  return (
    takes(selection.sections, [post.section]) &&
    takes(selection.tags, post.tags) &&
    takes(selection.categories, post.categories) &&
    takes(selection.languages, languageRange(post.language))
  )
}

/** Does a subscriber who asked for these topics want a post with these tags? No topics: every post. */
export function matchesTopics(topics: string[], tags: string[]): boolean {
  return takes(topics, tags)
}

/** Whether its author keeps a post out of a newsletter, by id. */
export function isKeptOut({ steering: { skip, only } = {} }: Pick<Post, 'steering'>, newsletter: string): boolean {
  if (skip !== undefined) return skip === true || skip.includes(newsletter)
  return only !== undefined && !only.includes(newsletter)
}

/** What subscribers' topics are held against. */
export function topicsOf({ tags, steering }: Pick<Post, 'tags' | 'steering'>): string[] {
  return steering?.topics ? [...new Set([...tags, ...steering.topics])] : tags
}

/** What a newsletter takes of posts that became new, in its order; an edition is made of the first that anybody is due. */
export function selectedPosts<P extends NewPost>(candidates: P[], selection: Selection): P[] {
  return candidates
    .filter(({ post }) => post.status === 'live' && matchesSelection(post, selection))
    .sort((a, b) => inOrder(a.post, b.post))
}

/** By their authors' priority, and then the newest first. */
export function inOrder(a: Post, b: Post): number {
  return priorityOf(b) - priorityOf(a) || newestFirst(a, b)
}

function priorityOf({ steering }: Post): number {
  return steering?.priority ?? 0
}

function takes(wanted: string[], has: string[]): boolean {
  if (wanted.length === 0) return true
  const values = new Set(has.map(folded))
  return wanted.some((value) => values.has(folded(value)))
}

function folded(value: string): string {
  return value.normalize('NFC').toLowerCase()
}

/** `zh-Hant-TW` is taken by `zh-Hant-TW`, `zh-Hant` and `zh` (RFC 4647 §3.3.1, basic filtering). */
function languageRange(tag: string): string[] {
  const parts = tag.split('-')
  return parts.map((_, index) => parts.slice(0, index + 1).join('-'))
}
