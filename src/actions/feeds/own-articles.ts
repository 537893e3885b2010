import { createHash } from 'node:crypto'
import { Temporal } from 'temporal-polyfill'
import { feedText } from '../../feeds/feed-bytes.ts'
import type { MirroredPost, OwnArticle } from '../../feeds/mirrored-post.ts'
import { pageArticle } from '../../feeds/page-article.ts'

export type PageAnswer =
  | { status: number; bytes: Uint8Array; contentType?: string /** After redirects. */; url: string }
  /** Half a sentence. */
  | { error: string }

export interface OwnArticlesPorts {
  fetchPage(url: string): Promise<PageAnswer>
  mirror: {
    text(folder: string, name: string): Promise<string | undefined>
    keep(folder: string, texts: { name: string; text: string }[]): Promise<void>
  }
  clock(): Temporal.Instant
}

export interface FoundArticles {
  articles: Map<string, OwnArticle>
  /** Of the first that was not found, half a sentence. */
  fault?: string
  /** There are pages that have yet to be asked for. */
  isUnfinished: boolean
}

/** What is kept of a page: by what the feed said when it was read. */
type Kept = { said: string; at: string } & (OwnArticle | { fault: string })

/** Pages of one feed at one scan, and for how long: others wait for their mails. */
const MOST_PAGES = 20
const MOST_TIME = Temporal.Duration.from({ minutes: 1 })
/** Before a page is asked again that had no article. */
const REST = Temporal.Duration.from({ hours: 6 })

/** The articles of items that are summaries, each from its own page, which is read once. */
export async function ownArticles(
  ports: OwnArticlesPorts,
  folder: string,
  posts: MirroredPost[],
): Promise<FoundArticles> {
  const { mirror, clock } = ports
  const found: FoundArticles = { articles: new Map(), isUnfinished: false }
  const ends = clock().add(MOST_TIME)
  let asked = 0
  for (const post of posts.filter(({ isSummary }) => isSummary)) {
    const name = articleName(post.name)
    const before = keptIn(await mirror.text(folder, name), post)
    let kept = before
    if (!before || isRested(before, clock())) {
      if (asked >= MOST_PAGES || Temporal.Instant.compare(clock(), ends) > 0) {
        found.isUnfinished = true
        continue
      }
      asked += 1
      kept = { said: markOf(post), at: clock().toString(), ...(await readArticle(ports, post)) }
      await mirror.keep(folder, [{ name, text: JSON.stringify(kept) }])
    }
    if (kept && 'html' in kept) found.articles.set(post.name, { html: kept.html, url: kept.url })
    else if (kept) found.fault ??= `${post.url}: ${kept.fault}`
  }
  return found
}

/** No content file has this ending. */
function articleName(name: string): string {
  return name.replace(/\.html$/, '.article')
}

function markOf({ said }: MirroredPost): string {
  return createHash('sha256').update(said).digest('hex').slice(0, 20)
}

/** Undefined where there is none, or one of another text. */
function keptIn(text: string | undefined, post: MirroredPost): Kept | undefined {
  try {
    const kept = JSON.parse(text ?? 'null') as Kept | null
    return kept?.said === markOf(post) ? kept : undefined
  } catch {
    // Damaged, it costs one question more.
    return undefined
  }
}

function isRested(kept: Kept, now: Temporal.Instant): boolean {
  return 'fault' in kept && Temporal.Instant.compare(Temporal.Instant.from(kept.at).add(REST), now) < 0
}

async function readArticle(
  { fetchPage }: OwnArticlesPorts,
  { url, said }: MirroredPost,
): Promise<OwnArticle | { fault: string }> {
  const answer = await fetchPage(url)
  if ('error' in answer) return { fault: answer.error }
  if (answer.status !== 200) return { fault: `it answers ${answer.status}` }
  if (answer.contentType !== undefined && !/html/i.test(answer.contentType)) return { fault: 'it is no page of HTML' }
  const text = feedText(answer.bytes, withCharset(answer))
  if (text === undefined) return { fault: 'its encoding is not known' }
  try {
    const article = pageArticle(text, said)
    return 'fault' in article ? article : { html: article.html, url: answer.url }
  } catch {
    return { fault: 'its page is nested, or more, than any page needs' }
  }
}

/** Pages may say their encoding themselves, at their head. */
function withCharset({ bytes, contentType = '' }: { bytes: Uint8Array; contentType?: string }): string {
  if (/charset/i.test(contentType)) return contentType
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1024))
  const named = /<meta\s[^>]{0,200}charset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1]
  return named === undefined ? contentType : `${contentType}; charset=${named}`
}
