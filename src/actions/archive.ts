import type { Temporal } from 'temporal-polyfill'
import type { Config } from '../config/config.ts'
import type { ArchivePage } from '../editions/archive-page.ts'
import type { Edition } from '../editions/edition.ts'
import { editionDay } from '../editions/edition-day.ts'
import type { Variant } from '../editions/variant.ts'
import { feedUrls } from '../feeds/feed-paths.ts'
import { signUpUrl } from '../subscribers/subscribe-urls.ts'
import { longDay } from '../words/long-date.ts'
import { wordsFor } from '../words/words-for.ts'
import type { ArchiveListPorts } from './archive-list.ts'
import { archiveUrl } from './archive-url.ts'
import { announcedFeeds } from './feeds/announced-feeds.ts'

type DatedEdition = Edition & { headers?: { date: Temporal.Instant; postDays?: string[] } }

export interface ArchivePorts extends ArchiveListPorts {
  archive: ArchiveListPorts['archive'] & {
    /** Numbers that were sent before and after one. */
    beside(newsletter: string, number: number): Promise<{ older?: number; newer?: number }>
  }
  editions: ArchiveListPorts['editions'] & {
    find(newsletter: string, number: number): Promise<DatedEdition | undefined>
    variants(editionId: number): Promise<Variant[]>
    /** Mails that correct it, the oldest first. */
    corrections(editionId: number): Promise<{ html: string; at: Temporal.Instant; hasBegun: boolean }[]>
  }
}

const PAGE = 200

/** What was sent, whatever templates or posts did later; undefined for a number that did not go out. */
export async function archivePage(ports: ArchivePorts, id: string, number: number): Promise<string | undefined> {
  if (!ports.config.archive.enabled) return undefined
  const edition = await ports.editions.find(id, number)
  if (!edition || !isPublic(edition)) return undefined
  const [variant] = await ports.editions.variants(edition.id)
  if (!variant) return undefined
  // It parses HTML: a site without an edition, or one that only asks for the list, goes without.
  const { archiveHtml } = await import('../editions/archive-page.ts')
  return archiveHtml(variant, await pageOf(ports, edition))
}

/** Every page of the archive as a static file. */
export async function archivePages(ports: ArchivePorts): Promise<{ path: string; html: string }[]> {
  if (!ports.config.archive.enabled) return []
  const newsletters = ports.config.newsletters.map(({ id }) => id)
  const pages: { path: string; html: string }[] = []
  for (let before: number | undefined; ; ) {
    const editions = await ports.archive.page({ newsletters, before, limit: PAGE })
    for (const { newsletter, number } of editions) {
      const html = await archivePage(ports, newsletter, number)
      if (html) pages.push({ path: `/archive/${newsletter}/${number}/index.html`, html })
    }
    before = editions.at(-1)?.id
    if (editions.length < PAGE) return pages
  }
}

/** From the moment its recipients were frozen: the first mail that arrives has a link to it. */
function isPublic<E extends Edition>(edition: E): edition is E & { number: number } {
  return edition.number !== undefined && edition.candidateCount !== undefined
}

/** The newest first; each from the moment that its people are written down. */
async function correctionsOf(
  { site }: Config,
  editions: ArchivePorts['editions'],
  { id }: Edition,
): Promise<ArchivePage['corrections']> {
  const said = wordsFor(site.language).archive
  return (await editions.corrections(id))
    .filter(({ hasBegun }) => hasBegun)
    .map(({ html, at }) => {
      const day = at.toZonedDateTimeISO(site.timezone).toPlainDate()
      return { day: day.toString(), label: said.correctedOn(longDay(day, site.language)), html }
    })
    .toReversed()
}

async function pageOf(
  { config, archive, editions }: ArchivePorts,
  edition: DatedEdition & { number: number },
): Promise<ArchivePage> {
  const { site, web, output, newsletters, feeds } = config
  const words = wordsFor(site.language).archive
  const newsletter = newsletters.filter(({ id }) => id === edition.newsletter)
  const { older, newer } = await archive.beside(edition.newsletter, edition.number)
  const urlOf = (number: number) => archiveUrl(web.url, edition.newsletter, number)
  const [only, ...others] = await editions.postsOf(edition.id)
  const { date = edition.createdAt, postDays = [] } = edition.headers ?? {}
  return {
    url: urlOf(edition.number),
    // What is one post has its own page on the site, which is the one to be found.
    ...(only && others.length === 0 && { canonical: new URL(only.urlPath, site.url).href }),
    corrections: await correctionsOf(config, editions, edition),
    siteName: site.title,
    picturesUrl: `${web.url}pictures/`,
    ...(feeds.icon && { icon: feeds.icon }),
    published: date.toString(),
    date: longDay(editionDay(date, site.timezone, postDays), site.language),
    feeds: announcedFeeds(config, newsletter),
    older: older === undefined ? undefined : { url: urlOf(older), label: words.older },
    newer: newer === undefined ? undefined : { url: urlOf(newer), label: words.newer },
    links: [
      { url: new URL(`archive/${edition.newsletter}/`, web.url).href, label: words.all },
      ...(config.subscribe ? [{ url: signUpUrl(web.url), label: words.subscribe }] : []),
      { url: feedUrls(output.url).rss, label: words.feed },
    ],
    isIndexed: config.archive.listed,
  }
}
