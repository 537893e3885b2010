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

/** The URI that its entry had before Broadsheet, as front matter has it. A `guid` is written for nothing else. */
export function givenUri(fields: Fields): string | undefined {
  return ['guid', 'id'].map((key) => textField(fields, key)).find((text) => text !== undefined && isAbsoluteUri(text))
}

/** By front matter. */
export function isGivenId(id: string): boolean {
  return id.startsWith('id:')
}

/** Without the characters that no URI or IRI has (RFC 3986 §2, RFC 3987 §2.2): `note: a word` is none. */
const URI = /^[a-z][a-z0-9+.-]*:[^\s\p{Cc}<>"{}|\\^`]+$/iu

/** Whether it is a whole address or name of its own, such as `https://x.example/?p=1`, `urn:uuid:…` or `tag:…`. */
function isAbsoluteUri(text: string): boolean {
  return URI.test(text) && URL.canParse(text)
}
