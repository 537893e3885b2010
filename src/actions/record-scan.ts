import type { Temporal } from 'temporal-polyfill'
import type { Config } from '../config/config.ts'
import { isOnPublication } from '../config/schedule-kind.ts'
import type { ScanRecord } from '../posts/scan-record.ts'
import type { ScannedSite, SiteScan } from './scan-site.ts'

export interface RecordScanPorts {
  config: Config
  posts: {
    recordScan(scan: ScanRecord): Promise<void>
    /** Gives posts the entry ids of the site's former feed, by post; an id that another post has stays there. */
    takeEntryIds(ids: ReadonlyMap<string, string>): Promise<void>
  }
  newsletters: {
    /** The first time: all live posts count as sent; says how many. */
    ensure(id: string, at: Temporal.Instant, livePostIds: string[]): Promise<{ baseline: number } | undefined>
    /** Writes down by which expression each cadence is scheduled now. */
    noteSchedules(id: string, expressions: Record<string, string>, at: Temporal.Instant): Promise<void>
  }
}

/** A scan that is written down. */
export interface Scan extends SiteScan {
  /** How many posts were first seen by this scan. */
  freshCount: number
  /** Newsletters first seen by this scan, with how many posts count as sent for them. */
  baselines: { newsletter: string; count: number }[]
}

/** Writes down what a scan found: from now on it is what was seen before. */
export async function recordScan(ports: RecordScanPorts, scanned: ScannedSite): Promise<Scan> {
  const { record, adoptedIds, ...scan } = scanned
  await ports.posts.recordScan(record)
  await ports.posts.takeEntryIds(adoptedIds)
  const baselines = await layBaselines(ports, scan)
  return { ...scan, freshCount: record.fresh.length, baselines }
}

/**
 * A scan that is not written down, of what the database knows: a post that it does not know yet comes when whoever plans
 * has settled its entry's id, and what it is new for.
 */
export function unrecordedScan({ record, adoptedIds: _, ...scan }: ScannedSite): Scan {
  const fresh = new Set(record.fresh.map(({ post }) => post.id))
  const isKnown = ({ id }: { id: string }) => !fresh.has(id)
  return { ...scan, posts: scan.posts.filter(isKnown), live: scan.live.filter(isKnown), freshCount: 0, baselines: [] }
}

/** What an operator must know of newsletters that this scan saw for the first time. */
export function describeBaselines({ baselines }: Scan): string[] {
  return baselines.map(
    ({ newsletter, count }) =>
      `${newsletter} is new: what is live now is marked as already sent (${count}). Move that line with: broadsheet adopt --before DATE.`,
  )
}

/** Another time zone makes another schedule of the same expression. */
function inZone(schedules: Record<string, string>, timezone: string): Record<string, string> {
  const said = (schedule: string) => (isOnPublication(schedule) ? schedule : `${schedule} ${timezone}`)
  return Object.fromEntries(Object.entries(schedules).map(([cadence, schedule]) => [cadence, said(schedule)]))
}

async function layBaselines(ports: RecordScanPorts, { at, live }: SiteScan): Promise<Scan['baselines']> {
  const livePostIds = live.map(({ id }) => id)
  const baselines: Scan['baselines'] = []
  for (const { id, schedules } of ports.config.newsletters) {
    const first = await ports.newsletters.ensure(id, at, livePostIds)
    await ports.newsletters.noteSchedules(id, inZone(schedules, ports.config.site.timezone), at)
    if (first) baselines.push({ newsletter: id, count: first.baseline })
  }
  return baselines
}
