import { isWebUrl } from './check-entry.ts'
import { cleanLine, cleanText } from './clean-text.ts'
import type { Feed, FeedAuthor, FeedEntry, FeedImage, FeedRights, FeedSite } from './feed.ts'
import { later } from './written-dates.ts'

/**
 * A feed with values that every format can carry: texts without unwritable characters, URLs as ASCII URIs (RFC 3986:
 * readers are poor at IRIs), no blank title. Its entries stay as they are: see cleanEntry.
 */
export function cleanFrame(feed: Feed): Feed {
  const { rss, atom, json } = feed.selfUrls
  return {
    site: cleanSite(feed.site),
    selfUrls: { rss: cleanUrl(rss), atom: cleanUrl(atom), json: cleanUrl(json) },
    entries: feed.entries,
    ...(feed.hub !== undefined && { hub: cleanUrl(feed.hub) }),
    ...(feed.walk && { walk: feed.walk }),
    ...(feed.styleSheet !== undefined && { styleSheet: feed.styleSheet }),
  }
}

function cleanSite({ title, url, language, ...site }: FeedSite): FeedSite {
  const [author] = cleanAuthors(site.author ? [site.author] : [])
  const description = cleanLine(site.description ?? '')
  return {
    title: cleanLine(title) || url,
    url: cleanUrl(url),
    language: cleanLanguage(language) ?? 'und',
    ...(author && { author }),
    ...(description && { description }),
    ...(site.icon && isWebUrl(site.icon) && { icon: cleanUrl(site.icon) }),
    ...(site.favicon && isWebUrl(site.favicon) && { favicon: cleanUrl(site.favicon) }),
    ...cleanRights(site.rights),
  }
}

/** What an entry says by itself: without an author, or with a language that is none, it takes those of its feed. */
export type CleanEntry = Omit<FeedEntry, 'language'> & { language: string | undefined }

/** One entry likewise, whatever feed it is in: no empty or doubled tag, no body of white space. Only for one that checkEntry takes. */
export function cleanEntry(entry: FeedEntry): CleanEntry {
  const { html, text, image, plays = [], rights, ...rest } = entry
  const playable = plays.filter(({ url }) => isWebUrl(url)).map((play) => ({ ...play, url: cleanUrl(play.url) }))
  return {
    ...rest,
    url: cleanUrl(entry.url),
    title: cleanLine(entry.title) || cleanUrl(entry.url),
    // A front matter's lastmod may lie before its date; readers would sort and mark by it.
    updatedAt: later(entry.publishedAt, entry.updatedAt),
    summary: cleanLine(entry.summary),
    ...cleanBody('html', html),
    ...cleanBody('text', text),
    authors: cleanAuthors(entry.authors),
    tags: [...new Set(entry.tags.map(cleanLine))].filter((tag) => tag !== ''),
    language: cleanLanguage(entry.language),
    ...(playable.length > 0 && { plays: playable }),
    ...(image && isWebUrl(image.url) && { image: cleanImage(image) }),
    ...cleanRights(rights),
  }
}

/** None where nothing but white space is left. */
function cleanBody<Name extends 'html' | 'text'>(name: Name, body = ''): { [name in Name]?: string } {
  const clean = cleanText(body)
  return clean.trim() === '' ? {} : ({ [name]: clean } as { [name in Name]?: string })
}

/** Readers look for the author at the entry, and not at the feed. */
export function inFeed(entry: CleanEntry, site: FeedSite): FeedEntry {
  return {
    ...entry,
    authors: entry.authors.length > 0 ? entry.authors : [site.author ?? { name: site.title }],
    language: entry.language ?? site.language,
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

function cleanRights(rights: FeedRights | undefined): { rights?: FeedRights } {
  if (!rights) return {}
  const { licence } = rights
  const text = cleanLine(rights.text) || licence
  if (!text) return {}
  return { rights: { text, ...(licence && isWebUrl(licence) && { licence: cleanUrl(licence) }) } }
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
