import { writtenDay } from './dates.ts'
import { type Fields, textField } from './front-matter-fields.ts'
import type { WrittenDate } from './post.ts'

/** Who a post is before the store knows it; see Post.id for the forms, which are a contract. */
export function naturalId(fields: Fields, post: { path: string; aliases: string[]; publishedAt: WrittenDate }): string {
  const given = textField(fields, 'id', 'guid')
  if (given) return `id:${given}`
  const [alias] = post.aliases
  if (alias) return `alias:${alias}`
  return `path:${post.path}@${writtenDay(post.publishedAt)}`
}

/** By front matter. */
export function isGivenId(id: string): boolean {
  return id.startsWith('id:')
}
