import { Temporal } from 'temporal-polyfill'
import type { Config, NewsletterConfig } from '../config/config.ts'
import { asWarnings, type Problem } from '../config/problem.ts'
import type { Adoption } from '../editions/keep-back.ts'
import { type ChoosePorts, choosePosts, namedPosts } from './editions/choose-posts.ts'
import { audienceOf, type DraftPorts } from './editions/draft-edition.ts'
import { duePosts } from './editions/due-posts.ts'
import { cadencesOf, newsletterNamed, newslettersNamed } from './newsletter-named.ts'
import type { Scan } from './record-scan.ts'

export interface AdoptPorts {
  config: Config
  scan(): Promise<Scan>
  editions: Pick<DraftPorts['editions'], 'candidates'>
  newsletters: ChoosePorts['newsletters'] & {
    adopt(id: string, sides: Adoption): Promise<{ adopted: number; fresh: number }>
  }
}

export interface AdoptReport {
  newsletters: {
    id: string
    /** Count as sent now, and did not before. */
    adopted: number
    /** The other way. */
    fresh: number
    total: number
    /** How many people are due what is new now; who subscribes later is not. */
    reach?: number
  }[]
  problems: Problem[]
}

/**
 * Moves the line between what is marked as already sent and what is new: everything live, or with `before`, a day in the site's zone or
 * an instant, only what was published before it; what was published later is new again.
 */
export async function adopt(
  ports: AdoptPorts,
  request: { newsletter?: string; before?: string; posts?: string[] },
): Promise<AdoptReport> {
  const newsletters = newslettersNamed(ports.config, request.newsletter)
  const scan = await ports.scan()
  const { live, at, problems } = scan
  if (request.posts) return adoptNamed(ports, newsletters, scan, request.posts)
  const line = request.before && lineAt(request.before, ports.config.site.timezone)
  const isBefore = (instant: Temporal.Instant) => !line || Temporal.Instant.compare(instant, line) < 0
  const sides = {
    adopted: live.filter(({ publishedAt }) => isBefore(publishedAt.instant)).map(({ id }) => id),
    fresh: live.filter(({ publishedAt }) => !isBefore(publishedAt.instant)).map(({ id }) => id),
    at,
  }
  const report: AdoptReport = { newsletters: [], problems: asWarnings(problems) }
  for (const { id } of newsletters) {
    const moved = await ports.newsletters.adopt(id, sides)
    const reach = request.before && sides.fresh.length > 0 ? await reachOf(ports, scan, id) : undefined
    report.newsletters.push({ id, ...moved, total: sides.adopted.length, reach })
  }
  return report
}

/** Just these posts count as sent, whatever became of others. */
async function adoptNamed(
  ports: AdoptPorts,
  newsletters: NewsletterConfig[],
  scan: Scan,
  files: string[],
): Promise<AdoptReport> {
  const adopted = namedPosts(scan, files).map(({ post }) => post.id)
  const report: AdoptReport = { newsletters: [], problems: asWarnings(scan.problems) }
  for (const { id } of newsletters) {
    const moved = await ports.newsletters.adopt(id, { adopted, fresh: [], at: scan.at })
    report.newsletters.push({ id, ...moved, total: adopted.length })
  }
  return report
}

/** Everybody who is due something of the newsletter now, by any cadence. */
async function reachOf(ports: AdoptPorts, scan: Scan, id: string): Promise<number> {
  const newsletter = newsletterNamed(ports.config, id)
  const { posts } = await choosePosts(ports, scan, { newsletter })
  let reach = 0
  for (const cadence of cadencesOf(newsletter)) {
    const request = { newsletter, cadence, repeats: false }
    const { candidates } = await duePosts(posts, (chunk) =>
      ports.editions.candidates(audienceOf(ports.config, request, chunk), scan.at),
    )
    reach += candidates.groups.reduce((sum, { recipientCount }) => sum + recipientCount, 0)
  }
  return reach
}

function lineAt(before: string, timezone: string): Temporal.Instant {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(before)
  return isDay ? Temporal.PlainDate.from(before).toZonedDateTime(timezone).toInstant() : Temporal.Instant.from(before)
}
