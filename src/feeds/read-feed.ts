import { parseFeed } from 'feedsmith'
import { BroadsheetError, failure } from '../config/problem.ts'
import { cleanLine } from './clean-text.ts'

/** An entry of a feed that somebody else wrote. */
export interface ForeignEntry {
  /** By which readers know it: guid, id, or else its link. */
  id: string
  url?: string
  /** Plain text. */
  title: string
  /** As the feed has it, in RFC 822 or RFC 3339. */
  published?: string
}

/**
 * The entries of an RSS, Atom, RDF or JSON feed, in its order; those that nothing identifies are left out.
 * @param file as the person knows it
 * @throws BroadsheetError `feeds.foreign`
 */
export function readFeed(text: string, file: string): ForeignEntry[] {
  try {
    return entriesOf(parseFeed(text)).flatMap(({ id, url, title, published }) => {
      const known = id ?? url
      return known
        ? [{ id: known, title: cleanLine(title ?? ''), ...(url && { url }), ...(published && { published }) }]
        : []
    })
  } catch {
    const hint = 'Give the address of the feed itself, not of a page, or a file in which it was saved.'
    throw new BroadsheetError(failure('feeds.foreign', 'This is not a feed that can be read.', { file, hint }))
  }
}

/** Dates come as they are written, unless the parser is told to read them. */
function written(date: unknown): string | undefined {
  return typeof date === 'string' ? date : undefined
}

type Found = Partial<ForeignEntry>

function entriesOf(parsed: ReturnType<typeof parseFeed>): Found[] {
  switch (parsed.format) {
    case 'rss':
      return (parsed.feed.items ?? []).map(({ guid, link, title, pubDate }) => ({
        id: guid?.value,
        // A guid is a link unless it says otherwise (rssboard.org/rss-specification, "guid").
        url: link ?? (guid?.isPermaLink === false ? undefined : guid?.value),
        title,
        published: written(pubDate),
      }))
    case 'atom':
      return (parsed.feed.entries ?? []).map(({ id, links, title, published, updated }) => ({
        id,
        url: (links?.find(({ rel = 'alternate' }) => rel === 'alternate') ?? links?.[0])?.href,
        title: title?.value,
        published: written(published ?? updated),
      }))
    case 'json':
      return (parsed.feed.items ?? []).map(({ id, url, title, date_published }) => ({
        id,
        url,
        title,
        published: written(date_published),
      }))
    default:
      return (parsed.feed.items ?? []).map(({ rdf, link, title }) => ({ id: rdf?.about, url: link, title }))
  }
}
