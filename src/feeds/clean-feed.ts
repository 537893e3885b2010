import { BroadsheetError } from '../config/problem.ts'
import { checkEntry, isWebUrl } from './check-entry.ts'
import { cleanLine, cleanText } from './clean-text.ts'
import type { Feed, FeedAuthor, FeedEntry, FeedImage, FeedSite } from './feed.ts'
import { later } from './written-dates.ts'

/**
 * The same feed with values that every format can carry: texts without unwritable characters, URLs as ASCII URIs
 * (RFC 3986: readers are poor at IRIs), no empty or doubled tag, an author wherever one is known, no blank title.
 * @throws BroadsheetError `feeds.entry` naming each entry that no feed can hold.
 */
export function cleanFeed(feed: Feed): Feed {
  const problems = feed.entries.flatMap(checkEntry)
  if (problems.length > 0) throw new BroadsheetError(problems)
  const site = cleanSite(feed.site)
  const { rss, atom, json } = feed.selfUrls
  return {
    site,
    selfUrls: { rss: cleanUrl(rss), atom: cleanUrl(atom), json: cleanUrl(json) },
    entries: feed.entries.map((entry) => cleanEntry(entry, site)),
    ...(feed.hub !== undefined && { hub: cleanUrl(feed.hub) }),
    ...(feed.walk && { walk: feed.walk }),
    ...(feed.styleSheet !== undefined && { styleSheet: feed.styleSheet }),
  }
}

function cleanSite(site: FeedSite): FeedSite {
  const [author] = cleanAuthors(site.author ? [site.author] : [])
  const description = cleanLine(site.description ?? '')
  return {
    title: cleanLine(site.title) || site.url,
    url: cleanUrl(site.url),
    language: cleanLanguage(site.language) ?? 'und',
    ...(author && { author }),
    ...(description && { description }),
  }
}

function cleanEntry(entry: FeedEntry, site: FeedSite): FeedEntry {
  const { html, text, image, plays = [], ...rest } = entry
  const playable = plays.filter(({ url }) => isWebUrl(url)).map((play) => ({ ...play, url: cleanUrl(play.url) }))
  const authors = cleanAuthors(entry.authors)
  return {
    ...rest,
    url: cleanUrl(entry.url),
    title: cleanLine(entry.title) || cleanUrl(entry.url),
    // A front matter's lastmod may lie before its date; readers would sort and mark by it.
    updatedAt: later(entry.publishedAt, entry.updatedAt),
    summary: cleanLine(entry.summary),
    ...(html !== undefined && { html: cleanText(html) }),
    ...(text !== undefined && { text: cleanText(text) }),
    authors: authors.length === 0 && site.author ? [site.author] : authors,
    tags: [...new Set(entry.tags.map(cleanLine))].filter((tag) => tag !== ''),
    language: cleanLanguage(entry.language) ?? site.language,
    ...(playable.length > 0 && { plays: playable }),
    ...(image && isWebUrl(image.url) && { image: cleanImage(image) }),
  }
}

function cleanAuthors(authors: FeedAuthor[]): FeedAuthor[] {
  return authors
    .map(({ name, url }) => ({ name: cleanLine(name), ...(url && isWebUrl(url) && { url: cleanUrl(url) }) }))
    .filter((author) => author.name !== '')
}

function cleanImage({ alt: written = '', ...image }: FeedImage): FeedImage {
  const alt = cleanLine(written)
  return { ...image, url: cleanUrl(image.url), ...(alt && { alt }) }
}

function cleanUrl(url: string): string {
  return new URL(url).href
}

/** A BCP 47 tag in its canonical case, or undefined: a wrong `xml:lang` is worse than the site's. */
function cleanLanguage(language: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(language)[0]
  } catch {
    return undefined
  }
}
