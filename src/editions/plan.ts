import { createHash } from 'node:crypto'
import type { Mailbox } from '../config/config.ts'
import type { Post } from '../posts/post.ts'
import type { Variant } from './variant.ts'

/**
 * What a plan stands for, part by part: a name a person can read → the SHA-256 of its content. Dates and personal
 * parts are in none of them: variants are hashed as rendered for a fixed date (PLAN_DATE).
 */
export type PlanParts = Record<string, string>

export interface PlanInput {
  newsletter: string
  cadence: string
  posts: Post[]
  /** Rendered for PLAN_DATE. */
  variants: Variant[]
  templates: Map<string, string>
  headers: { from: Mailbox; replyTo?: Mailbox; webUrl: string }
}

/** The date that variants bear when they are rendered to be hashed. */
export const PLAN_DATE = '2000-01-01T00:00:00Z'

export function planParts(input: PlanInput): PlanParts {
  const parts: [string, string][] = [
    ['newsletter', hash(input.newsletter, input.cadence)],
    ['posts', hash(...input.posts.map((post) => post.id))],
    ['sender', hash(JSON.stringify(input.headers))],
  ]
  for (const post of input.posts) parts.push([`post ${post.file}`, hash(post.id, post.hash, post.url)])
  for (const [name, text] of input.templates) parts.push([`template ${name}`, hash(text)])
  for (const variant of input.variants) parts.push([variantName(variant), hash(...variantContent(variant))])
  return Object.fromEntries(parts.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** A plan's id: 16 hexadecimal digits of the hash of its parts. */
export function planId(parts: PlanParts): string {
  return hash(...Object.entries(parts).flat()).slice(0, 16)
}

/**
 * The names of the parts that differ, each with what became of it. Empty: the plan stands. A mail that is gone, with all
 * else as it was, is one whose readers have all left: that changes nothing for the others.
 */
export function planDifference(planned: PlanParts, present: PlanParts): string[] {
  const names = [...new Set([...Object.keys(planned), ...Object.keys(present)])].sort()
  const differing = names.filter((name) => planned[name] !== present[name])
  if (differing.every((name) => isMail(name) && present[name] === undefined)) return []
  return differing.map((name) => {
    if (planned[name] === undefined) return `${name}: new`
    return present[name] === undefined ? `${name}: gone` : `${name}: changed`
  })
}

function variantName(variant: Variant): string {
  return `mail "${variant.subject}" (${variant.postIds.length} posts, ${variant.mask})`
}

function isMail(name: string): boolean {
  return name.startsWith('mail ')
}

function variantContent(variant: Variant): string[] {
  return [...variant.postIds, variant.language, variant.subject, variant.preheader, variant.html, variant.text]
}

/** Length-prefixed, so that no two lists of strings give the same bytes. */
function hash(...values: string[]): string {
  const sha = createHash('sha256')
  for (const value of values) sha.update(`${Buffer.byteLength(value)}:`).update(value)
  return sha.digest('hex')
}
