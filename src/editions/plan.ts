import { createHash } from 'node:crypto'
import type { Temporal } from 'temporal-polyfill'
import type { Mailbox } from '../config/mailbox.ts'
import type { Post } from '../posts/post.ts'
import type { MailPost, VariantInput } from './variant-input.ts'

/**
 * What a plan stands for, part by part: a name a person can read → the SHA-256 of its content. Dates, numbers and
 * personal parts are in none of them.
 */
export type PlanParts = Record<string, string>

/** What a send would do, kept under the hash of it. */
export interface StoredPlan {
  id: string
  newsletter: string
  cadence: string
  createdAt: Temporal.Instant
  expiresAt: Temporal.Instant
  /** What is needed to hold a send to it. */
  body: {
    parts: PlanParts
    /** Posts that were named outright, as they were typed. */
    named?: string[]
    /** Its posts, in order. */
    postIds?: string[]
  }
}

export interface PlanInput {
  newsletter: string
  cadence: string
  posts: Post[]
  mails: PlannedMail[]
  templates: Map<string, string>
  headers: { from: Mailbox; replyTo?: Mailbox; pictures?: 'mail'; leaveTo?: string; webUrl: string }
  /** Another version may render the same input otherwise. */
  programVersion: string
}

/** A variant by what it is made of: the same input gives the same bytes. */
export interface PlannedMail {
  /** Without what its number and date make of it. */
  subject: string
  /** What it is made of, but for what is in no plan. */
  input: Omit<VariantInput, 'date' | 'number' | 'templates' | 'placeholder'>
}

export function planParts(input: PlanInput): PlanParts {
  const parts: [string, string][] = [
    ['newsletter', hash(input.newsletter, input.cadence)],
    ['posts', hash(...input.posts.map((post) => post.id))],
    ['sender', hash(JSON.stringify(input.headers))],
    ['program', hash(input.programVersion)],
  ]
  for (const post of input.posts)
    parts.push([`post ${post.file}`, hash(post.id, post.hash, post.url, ...wishesOf(post))])
  for (const [name, text] of input.templates) parts.push([`template ${name}`, hash(text)])
  const hashes = new Map<MailPost, string>()
  for (const mail of input.mails) parts.push([mailName(mail), mailHash(mail, hashes)])
  return Object.fromEntries(parts.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** The posts of a mail are in many others, and are hashed once. */
function mailHash({ subject, input: { posts, ...rest } }: PlannedMail, hashes: Map<MailPost, string>): string {
  const ofPosts = posts.map((post) => {
    const known = hashes.get(post) ?? hash(JSON.stringify(post, inOrderOfKeys))
    hashes.set(post, known)
    return known
  })
  return hash(JSON.stringify({ subject, rest }, inOrderOfKeys), ...ofPosts)
}

/** Whom it is for and whether it waits stand in no mail. */
function wishesOf({ steering }: Post): string[] {
  return steering ? [JSON.stringify(steering, inOrderOfKeys)] : []
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

/** What a variant's input says in a plan. Its page in the archive has the edition's number. */
export function plannedInput({ date, number, templates, placeholder, ...input }: VariantInput): PlannedMail['input'] {
  const { unsubscribe, subscribe } = input.links
  return { ...input, links: { unsubscribe, ...(subscribe && { subscribe }) } }
}

function mailName({ subject, input }: PlannedMail): string {
  return `mail "${subject}" (${input.posts.length} posts, ${input.mask})`
}

function isMail(name: string): boolean {
  return name.startsWith('mail ')
}

/** For JSON.stringify: equal objects give equal texts, in whatever order they were put together. */
function inOrderOfKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Length-prefixed, so that no two lists of strings give the same bytes. */
function hash(...values: string[]): string {
  const sha = createHash('sha256')
  for (const value of values) sha.update(`${Buffer.byteLength(value)}:`).update(value)
  return sha.digest('hex')
}
