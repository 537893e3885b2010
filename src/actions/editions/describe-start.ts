import { Temporal } from 'temporal-polyfill'
import type { NewsletterConfig } from '../../config/config.ts'
import { sayDuration, sayMoment } from '../../config/say-time.ts'
import { isOnPublication } from '../../config/schedule-kind.ts'
import type { Scan } from '../record-scan.ts'
import { type OnPublicationPorts, startOnPublication } from './on-publication.ts'

/** When what is due starts by itself, of a cadence that starts on publication; without a moment: with the next post. */
export interface StartOnPublication {
  quiet: string
  startsAt?: string
}

/** @param request `lookedAt`: somebody only looks, at this moment; nothing is written down */
export async function describeStart(
  ports: OnPublicationPorts,
  scan: Pick<Scan, 'at' | 'posts' | 'live'>,
  request: { newsletter: NewsletterConfig; cadence: string; lookedAt?: Temporal.Instant },
): Promise<{ onPublication?: StartOnPublication }> {
  const { quiet, schedules } = request.newsletter
  if (!isOnPublication(schedules[request.cadence] ?? '')) return {}
  const startsAt = await startOnPublication(ports, scan, request)
  return { onPublication: { quiet: quiet.toString(), ...(startsAt && { startsAt: startsAt.toString() }) } }
}

/** None where nothing is due, or the calendar decides. */
export function startSentences(
  { onPublication, posts }: { onPublication?: StartOnPublication; posts: unknown[] },
  timezone: string,
): string[] {
  if (!onPublication || posts.length === 0) return []
  const quiet = `once quiet for ${sayDuration(Temporal.Duration.from(onPublication.quiet))}`
  return onPublication.startsAt === undefined
    ? [`It starts by hand, or when another post is published, ${quiet}.`]
    : [`It starts by itself ${quiet}, at ${sayMoment(Temporal.Instant.from(onPublication.startsAt), timezone)}.`]
}
