import type { KnownNews } from '../../editions/keep-back.ts'
import type { ScannedSite } from '../scan-site.ts'

/** What a newsletter's line is, as the store knows it before a scan is written down. */
export interface KnownLine {
  /** What became new ever. */
  news: KnownNews[]
  /** Ids of the posts on either side of it; undefined: the newsletter was never seen. */
  known: ReadonlySet<string> | undefined
}

/**
 * What would be news once a scan was written down, with nothing written: what is live and on neither side of the line becomes
 * new by it. For a newsletter that was never seen, all that is live counts as sent.
 */
export function newsAfterScan({ news, known }: KnownLine, { at, posts, live, record }: ScannedSite): KnownNews[] {
  if (known === undefined) return []
  const renamed = new Map((record.renamed ?? []).map(({ from, to }) => [from, to]))
  const present = new Map(posts.map((post) => [post.id, post]))
  const before = news.flatMap((row): KnownNews[] => {
    const to = renamed.get(row.postId)
    // The older one has its own line.
    if (to !== undefined && known.has(to)) return []
    const postId = to ?? row.postId
    const post = present.get(postId)
    if (!post) return [{ ...row, postId, live: false }]
    const { title, path, publishedAt, status } = post
    return [{ ...row, postId, title, path, publishedAt: publishedAt.instant, live: status === 'live' }]
  })
  const decided = new Set([...known].map((id) => renamed.get(id) ?? id))
  const movedFrom = new Map(record.fresh.map((fresh) => [fresh.post.id, fresh.movedFrom]))
  const fresh = live
    .filter(({ id }) => !decided.has(id))
    .map(({ id, title, path, publishedAt }) => ({
      postId: id,
      title,
      path,
      publishedAt: publishedAt.instant,
      live: true,
      becameNewAt: at,
      adopted: false,
      released: false,
      movedFrom: movedFrom.get(id),
    }))
  return [...before, ...fresh]
}
