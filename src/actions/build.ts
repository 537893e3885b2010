import { asWarnings, type Problem } from '../config/problem.ts'
import type { NotNewsGroup } from '../posts/not-news.ts'
import { type TopicPorts, watchTopics } from './feeds/hub-topics.ts'
import type { MakeFeedsPorts } from './feeds/make-feeds.ts'
import { movedWithPosts } from './feeds/moved-feeds.ts'
import { type TellHubPorts, tellHub } from './feeds/tell-hub.ts'
import type { WrittenFeed } from './feeds/written-feed.ts'
import { inNoNewsletter, type UntakenGroup } from './in-no-newsletter.ts'
import type { Scan } from './record-scan.ts'
import type { ScanRequest } from './scan-site.ts'

export interface BuildPorts extends MakeFeedsPorts {
  hubTopics: TopicPorts['hubTopics']
  /** Every page of the archive, below the output folder. */
  archivePages(): Promise<{ path: string; html: string }[]>
  /** Forgets what earlier runs made of the site. */
  clearCache(): void
}

export interface BuildReport {
  postCount: number
  feeds: WrittenFeed[]
  /** What is in no feed, and why. */
  notNews: NotNewsGroup[]
  /** What feeds have and no newsletter takes. */
  inNoNewsletter: UntakenGroup[]
  /** URLs of the feeds that the WebSub hub was told of, where one is configured. */
  told?: string[]
  problems: Problem[]
}

/** Of telling the hub: a command has no next minute. */
const TRIES = 3

export interface BuildRequest {
  out?: string
  /** Reads and renders everything again, whatever earlier runs kept. */
  fresh?: boolean
  /** A site without posts is meant. */
  empty?: boolean
}

/**
 * Writes feeds and archive as static files; a document that is not right never replaces one that is. Then tells the hub,
 * which cannot fail it.
 * @throws BroadsheetError if the site has no post any more, unless that is meant
 */
export async function build(
  ports: BuildPorts & TellHubPorts & { scan(request?: ScanRequest): Promise<Scan> },
  { out, fresh = false, empty = false }: BuildRequest = {},
): Promise<BuildReport> {
  if (fresh) ports.clearCache()
  const report = await publish(ports, await ports.scan({ mayBeEmpty: empty }), out ?? ports.config.output.dir)
  const { told, problems } = await tellHub(ports, TRIES)
  const ofHub = ports.config.feeds.hub === undefined ? {} : { told }
  return { ...report, ...ofHub, problems: asWarnings([...report.problems, ...problems]) }
}

/** What `build` does with a scan that was taken already. */
export async function publish(ports: BuildPorts, scan: Scan, dir: string): Promise<BuildReport> {
  const { feeds, problems } = await publishFeeds(ports, scan, dir)
  for (const { path, html } of await ports.archivePages()) await ports.putInPlace(dir, path, html)
  const left = movedWithPosts(ports.config, feeds)
  return {
    postCount: scan.live.length,
    feeds,
    notNews: scan.notNews,
    inNoNewsletter: inNoNewsletter(scan.live, ports.config),
    problems: [...scan.problems, ...problems, ...left],
  }
}

type Published = Pick<BuildReport, 'feeds' | 'problems'>

/** The feeds and their lists; the hub's topics are noted when all files are in place. */
async function publishFeeds(ports: BuildPorts, scan: Scan, dir: string): Promise<Published> {
  const topics = watchTopics(ports)
  // Libraries that write XML and HTML: most commands write none.
  const { makeFeeds } = await import('./feeds/make-feeds.ts')
  const published = await makeFeeds({ ...ports, putInPlace: topics.putInPlace }, scan, dir).finally(
    scan.renderedEntries.keep,
  )
  await topics.note(scan.at)
  return published
}
