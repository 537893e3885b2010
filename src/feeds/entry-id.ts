import { writtenDay } from '../posts/dates.ts'
import type { Post } from '../posts/post.ts'
import { cleanText } from './clean-text.ts'

/**
 * The permanent id of a post's entry: a `tag:` URI (RFC 4151 §2.1), `tag:AUTHORITY,YYYY-MM-DD:SPECIFIC`.
 * AUTHORITY is the host of the site's URL, the date is the day of publication as the author wrote it, and SPECIFIC is
 * the post's identity. It needs no database, so that a stateless build gives the same. A contract: never change it.
 * @throws TypeError if `siteUrl` is not an absolute URL.
 */
export function entryId(post: Pick<Post, 'id' | 'publishedAt'>, siteUrl: string): string {
  return `tag:${new URL(siteUrl).hostname},${writtenDay(post.publishedAt)}:${encodeSpecific(post.id)}`
}

/**
 * Posts that are seen for the first time, with the ids of their entries: the URI that front matter gives, else with `ids` "url" the
 * URL that it has now; none that another entry, of a deleted post too, had before: readers would take the new post for the old one.
 */
export function withEntryIds<Seen extends Pick<Post, 'id' | 'publishedAt' | 'url' | 'uri'>>(
  posts: Seen[],
  { ids, siteUrl, used }: { ids: 'tag' | 'url'; siteUrl: string; used: Iterable<string> },
): { post: Seen; entryId: string }[] {
  const taken = new Set(used)
  return posts.map((post) => {
    const wanted = [post.uri, ids === 'url' ? post.url : undefined]
    const id = wanted.find((each) => each !== undefined && !taken.has(each)) ?? entryId(post, siteUrl)
    taken.add(id)
    return { post, entryId: id }
  })
}

/** RFC 4151's `specific` is what RFC 3986 allows in a query: what encodeURI leaves bare, but for `#`. */
function encodeSpecific(id: string): string {
  return encodeURI(cleanText(id)).replaceAll('#', '%23')
}
