import { parseFeed } from 'feedsmith'
import { cleanLine } from './clean-text.ts'
import { asHtml, htmlOf, namesOf, plainOf, tagsOf, textsOf, titleOf, written } from './foreign-texts.ts'

/** A feed that somebody else wrote, as far as it says something. */
export interface ForeignFeed {
  title?: string
  /** As it is written. */
  language?: string
  /** Whose feed it is: the site's address. */
  url?: string
  items: ForeignItem[]
}

export interface ForeignItem {
  /** guid or id. */
  id?: string
  url?: string
  /** Plain text. */
  title?: string
  /** As the feed has it, in RFC 822, RFC 3339 or its author's own way. */
  published?: string
  updated?: string
  /** HTML. */
  content?: string
  /** HTML, where there is no content, or beside it. */
  summary?: string
  /** Its summary may be the whole. */
  isDescription?: true
  authors: { name: string; url?: string }[]
  tags: string[]
  /** As it is written. */
  language?: string
  picture?: string
  /** What is to be heard or seen: an episode. */
  media: { url: string; kind: 'audio' | 'video' }[]
  /** What relative URLs in it begin at (XML Base), where it says. */
  base?: string
}

/** RSS, Atom, RDF or JSON Feed, in the order of its items. Throws on what is none of them. */
export function readForeignFeed(text: string): ForeignFeed {
  const parsed = parse(text)
  switch (parsed.format) {
    case 'rss':
      return fromRss(parsed.feed)
    case 'atom':
      return fromAtom(parsed.feed)
    case 'json':
      return fromJson(parsed.feed)
    default:
      return fromRdf(parsed.feed)
  }
}

type Parsed<Format extends string> = Extract<ReturnType<typeof parse>, { format: Format }>['feed']

/** Its type says what comes of it without settings. */
function parse(text: string) {
  return parseFeed(text)
}

/** https://www.rssboard.org/rss-specification, with the modules `content`, `dc` and `media`. */
function fromRss({ title, language, link: url, items = [] }: Parsed<'rss'>): ForeignFeed {
  return {
    ...textsOf({ title: plainOf(title), language, url }),
    items: items.map(({ guid, link, media, ...item }) => ({
      ...textsOf({
        id: guid?.value,
        // A guid is a link unless it says otherwise ("guid").
        url: link ?? (guid?.isPermaLink === false ? undefined : guid?.value),
        title: plainOf(item.title ?? media?.title?.value),
        published: written(item.pubDate ?? item.dc?.dates?.[0]),
        content: item.content?.encoded,
        summary: item.description ?? media?.description?.value,
        picture: pictureOf(media, item.enclosures) ?? item.itunes?.image,
      }),
      ...(item.description !== undefined && { isDescription: true as const }),
      media: mediaOf(item.enclosures),
      authors: namesOf([...(item.authors ?? []).map(({ name }) => name), ...(item.dc?.creators ?? [])]),
      tags: tagsOf((item.categories ?? []).map(({ name }) => name)),
    })),
  }
}

/** RFC 4287. */
function fromAtom({ title, xml, links = [], authors = [], entries = [] }: Parsed<'atom'>): ForeignFeed {
  return {
    ...textsOf({ title: titleOf(title), language: xml?.lang, url: alternateOf(links) }),
    items: entries.map(({ content, summary, media, ...entry }) => {
      const group = media?.groups?.[0]
      return {
        ...textsOf({
          id: entry.id,
          url: alternateOf(entry.links) ?? entry.links?.[0]?.href,
          title: titleOf(entry.title),
          published: written(entry.published ?? entry.updated),
          updated: written(entry.updated),
          content: htmlOf(content) ?? (group?.description ? asHtml(group.description.value ?? '') : undefined),
          summary: htmlOf(summary),
          language: entry.xml?.lang,
          picture: pictureOf(media, []) ?? group?.thumbnails?.[0]?.url,
          base: baseOf(xml?.base, entry.xml?.base, content?.xml?.base),
        }),
        authors: [...(entry.authors?.length ? entry.authors : authors)].flatMap(({ name, uri }) =>
          name ? [{ name: cleanLine(name), ...(uri && { url: uri }) }] : [],
        ),
        media: mediaOf(
          (entry.links ?? []).filter(({ rel }) => rel === 'enclosure').map(({ href, type }) => ({ url: href, type })),
        ),
        tags: tagsOf((entry.categories ?? []).map(({ label, term }) => label ?? term)),
      }
    }),
  }
}

/** https://www.jsonfeed.org/version/1.1/ */
function fromJson({ title, language, home_page_url: url, authors = [], items = [] }: Parsed<'json'>): ForeignFeed {
  return {
    ...textsOf({ title, language, url }),
    items: items.map((item) => ({
      ...textsOf({
        id: item.id,
        url: item.url ?? item.external_url,
        title: item.title,
        published: written(item.date_published),
        updated: written(item.date_modified),
        content: item.content_html ?? (item.content_text === undefined ? undefined : asHtml(item.content_text)),
        summary: item.summary === undefined ? undefined : asHtml(item.summary),
        language: item.language,
        picture: item.image ?? item.banner_image,
      }),
      authors: (item.authors?.length ? item.authors : authors).flatMap(({ name, url }) =>
        name ? [{ name: cleanLine(name), ...(url && { url }) }] : [],
      ),
      media: mediaOf((item.attachments ?? []).map(({ url, mime_type: type }) => ({ url, type }))),
      tags: tagsOf(item.tags ?? []),
    })),
  }
}

/** RSS 1.0 (https://web.resource.org/rss/1.0/spec). */
function fromRdf({ title, link: url, items = [] }: Parsed<'rdf'>): ForeignFeed {
  return {
    ...textsOf({ title: plainOf(title), url }),
    items: items.map((item) => ({
      ...textsOf({
        id: item.rdf?.about,
        url: item.link,
        title: plainOf(item.title),
        published: written(item.dc?.dates?.[0]),
        content: item.content?.encoded,
        summary: item.description,
      }),
      ...(item.description !== undefined && { isDescription: true as const }),
      media: [],
      authors: namesOf(item.dc?.creators ?? []),
      tags: tagsOf(item.dc?.subjects ?? []),
    })),
  }
}

/** RFC 4287 §4.2.7.2: the page that says the same. */
function alternateOf(links: { href?: string; rel?: string }[] = []): string | undefined {
  return links.find(({ rel = 'alternate' }) => rel === 'alternate')?.href
}

interface Media {
  contents?: { url?: string; medium?: string; type?: string }[]
  thumbnails?: { url?: string; width?: number }[]
}

/** What the item is shown by: Media RSS, else an enclosure that is a picture. */
function pictureOf(media: Media | undefined, enclosures: { url?: string; type?: string }[] = []): string | undefined {
  const shown = media?.contents?.find(({ medium, type }) => medium === 'image' || type?.startsWith('image/'))
  const thumbnail = media?.thumbnails?.find(({ width = LEAST_WIDTH }) => width >= LEAST_WIDTH)
  return (shown ?? thumbnail ?? enclosures.find(({ type }) => type?.startsWith('image/')))?.url
}

/** CSS pixels: what is smaller is a face or a sign. */
const LEAST_WIDTH = 200

function mediaOf(enclosures: { url?: string; type?: string }[] = []): ForeignItem['media'] {
  return enclosures.flatMap(({ url, type = '' }) => {
    const kind = type.startsWith('audio/') ? 'audio' : type.startsWith('video/') ? 'video' : undefined
    return url !== undefined && kind ? [{ url, kind }] : []
  })
}

/** Each may begin at the one before. */
function baseOf(...written: (string | undefined)[]): string | undefined {
  return written.reduce<string | undefined>((base, next) => {
    if (next === undefined) return base
    return URL.canParse(next, base) ? new URL(next, base).href : base
  }, undefined)
}
