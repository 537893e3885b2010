import { Temporal } from 'temporal-polyfill'
import type { MailPost, VariantInput } from './variant-input.ts'

/** What all variants of an edition share. */
export type CommonInput = Omit<VariantInput, 'posts' | 'mask' | 'placeholder'>

/** All that an edition's variants are made of, stored so that the very same mail can be made for another day. */
export interface EditionInput {
  common: CommonInput
  posts: MailPost[]
}

interface Stored {
  common: Omit<EditionInput['common'], 'date' | 'templates'> & { date: string; templates: [string, string][] }
  posts: (Omit<MailPost, 'publishedAt'> & { publishedAt: { instant: string; offset: string } })[]
}

/** As plain JSON. */
export function storedInput({ common, posts }: EditionInput): unknown {
  return {
    common: { ...common, date: common.date.toString(), templates: [...common.templates] },
    posts: posts.map((post) => ({
      ...post,
      publishedAt: { ...post.publishedAt, instant: post.publishedAt.instant.toString() },
    })),
  } satisfies Stored
}

/** @param stored what storedInput gave */
export function readInput(stored: unknown): EditionInput {
  const { common, posts } = stored as Stored
  return {
    common: { ...common, date: Temporal.Instant.from(common.date), templates: new Map(common.templates) },
    posts: posts.map((post) => ({
      ...post,
      publishedAt: { ...post.publishedAt, instant: Temporal.Instant.from(post.publishedAt.instant) },
    })),
  }
}

/** What one variant was made of; undefined where a post of it is not among the input's. */
export function inputOfVariant(
  { common, posts }: EditionInput,
  { mask, postIds, placeholder }: { mask: number; postIds: string[]; placeholder?: string },
): VariantInput | undefined {
  const own = postIds.flatMap((id) => posts.find((post) => post.id === id) ?? [])
  return own.length === postIds.length ? { ...common, posts: own, mask, placeholder } : undefined
}
