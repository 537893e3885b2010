import { Temporal } from 'temporal-polyfill'
import type { Config } from '../config/config.ts'
import type { Problem } from '../config/problem.ts'
import type { Look } from './look.ts'
import { newslettersNamed } from './newsletter-named.ts'

export interface AdoptPorts {
  config: Config
  look(): Promise<Look>
  newsletters: {
    adopt(
      id: string,
      sides: { adopted: string[]; fresh: string[]; at: Temporal.Instant },
    ): Promise<{ adopted: number; fresh: number }>
  }
}

export interface AdoptReport {
  newsletters: {
    id: string /** Count as sent now, and did not before. */
    adopted: number /** The other way. */
    fresh: number
    total: number
  }[]
  problems: Problem[]
}

/**
 * Moves the line between what counts as already sent and what is new: everything live, or with `before`, a day in the site's zone or
 * an instant, only what was published before it; what was published later is new again.
 */
export async function adopt(
  ports: AdoptPorts,
  request: { newsletter?: string; before?: string },
): Promise<AdoptReport> {
  const newsletters = newslettersNamed(ports.config, request.newsletter)
  const { live, at, problems } = await ports.look()
  const line = request.before && lineAt(request.before, ports.config.site.timezone)
  const isBefore = (instant: Temporal.Instant) => !line || Temporal.Instant.compare(instant, line) < 0
  const sides = {
    adopted: live.filter(({ publishedAt }) => isBefore(publishedAt.instant)).map(({ id }) => id),
    fresh: live.filter(({ publishedAt }) => !isBefore(publishedAt.instant)).map(({ id }) => id),
    at,
  }
  const report: AdoptReport = { newsletters: [], problems }
  for (const { id } of newsletters) {
    report.newsletters.push({ id, ...(await ports.newsletters.adopt(id, sides)), total: sides.adopted.length })
  }
  return report
}

function lineAt(before: string, timezone: string): Temporal.Instant {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(before)
  return isDay ? Temporal.PlainDate.from(before).toZonedDateTime(timezone).toInstant() : Temporal.Instant.from(before)
}
