import type { Temporal } from 'temporal-polyfill'
import type { Config } from '../config/config.ts'
import type { ArchivePage } from '../editions/archive-page.ts'
import type { Edition, EditionFilter } from '../editions/edition.ts'
import { editionDay } from '../editions/edition-day.ts'
import type { Variant } from '../editions/variant.ts'
import type { AnnouncedFeed } from '../feeds/announced-feed.ts'
import { feedUrls } from '../feeds/feed-paths.ts'
import { longDay } from '../words/long-date.ts'
import { wordsFor } from '../words/words-for.ts'
import { archiveUrl } from './archive-url.ts'
import { announcedFeeds } from './feeds/announced-feeds.ts'

type DatedEdition = Edition & { headers?: { date: Temporal.Instant; postDays?: string[] } }

export interface ArchivePorts {
  config: Config
  editions: {
    find(newsletter: string, number: number): Promise<Edition | undefined>
    list(filter: EditionFilter): Promise<DatedEdition[]>
    variants(editionId: number): Promise<Variant[]>
  }
}

export interface ArchiveList {
  newsletter: { id: string; title: string }
  /** The newsletter's own, and the site's. */
  feeds: AnnouncedFeed[]
  /** Each with its day as written for readers, in the site's zone and language. */
  editions: { number: number; subject: string; date: string }[]
}

const PAGE = 200

/** Numbers that went out, newest first. */
export async function archiveList(ports: ArchivePorts, id: string): Promise<ArchiveList | undefined> {
  const newsletter = ports.config.newsletters.find((candidate) => candidate.id === id)
  if (!newsletter) return undefined
  const { language, timezone } = ports.config.site
  const editions = (await publicEditions(ports, id)).map(({ number, subject, createdAt, headers }) => ({
    number,
    subject,
    date: longDay(editionDay(headers?.date ?? createdAt, timezone, headers?.postDays ?? []), language),
  }))
  return { newsletter, feeds: announcedFeeds(ports.config, [newsletter]), editions }
}

/** What was sent, whatever templates or posts did later; undefined for a number that did not go out. */
export async function archivePage(ports: ArchivePorts, id: string, number: number): Promise<string | undefined> {
  const edition = await ports.editions.find(id, number)
  if (!edition || !isPublic(edition)) return undefined
  const [variant] = await ports.editions.variants(edition.id)
  if (!variant) return undefined
  // It parses HTML: a site without an edition, or one that only asks for the list, goes without.
  const { archiveHtml } = await import('../editions/archive-page.ts')
  return archiveHtml(variant, pageOf(ports.config, edition))
}

/** Every page of the archive as a static file. */
export async function archivePages(ports: ArchivePorts): Promise<{ path: string; html: string }[]> {
  const pages: { path: string; html: string }[] = []
  for (const { id } of ports.config.newsletters) {
    for (const { number } of await publicEditions(ports, id)) {
      const html = await archivePage(ports, id, number)
      if (html) pages.push({ path: `/archive/${id}/${number}/index.html`, html })
    }
  }
  return pages
}

async function publicEditions(ports: ArchivePorts, newsletter: string): Promise<(DatedEdition & { number: number })[]> {
  const found: (DatedEdition & { number: number })[] = []
  for (let before: number | undefined; ; ) {
    const page = await ports.editions.list({ newsletter, numbered: true, before, limit: PAGE })
    found.push(...page.filter(isPublic))
    before = page.at(-1)?.id
    if (page.length < PAGE) return found
  }
}

/** From the moment its recipients were frozen: the first mail that arrives has a link to it. */
function isPublic<E extends Edition>(edition: E): edition is E & { number: number } {
  return edition.number !== undefined && edition.candidateCount !== undefined
}

function pageOf(config: Config, edition: Edition): ArchivePage {
  const { site, web, output, newsletters } = config
  const words = wordsFor(site.language).archive
  const ofEdition = newsletters.filter(({ id }) => id === edition.newsletter)
  return {
    url: archiveUrl(web.url, edition.newsletter, edition.number ?? 0),
    feeds: announcedFeeds(config, ofEdition),
    links: [
      { url: new URL(`archive/${edition.newsletter}/`, web.url).href, label: words.all },
      { url: feedUrls(output.url).rss, label: words.feed },
    ],
    isIndexed: false,
  }
}
