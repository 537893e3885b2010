import type { Temporal } from 'temporal-polyfill'
import type { NewsletterConfig } from '../../config/config.ts'
import { isOnPublication } from '../../config/schedule-kind.ts'
import { quietAt, type Waiting, waitingNow } from '../../editions/quiet.ts'
import type { Scan } from '../record-scan.ts'
import { type ChoosePorts, choosePosts } from './choose-posts.ts'

export interface OnPublicationPorts extends ChoosePorts {
  newsletters: ChoosePorts['newsletters'] & {
    scheduledSince(id: string, cadence: string): Promise<Temporal.Instant | undefined>
    /** What a cadence waited for when somebody last looked. */
    waiting(id: string, cadence: string): Promise<Waiting | undefined>
    /** Writes down what waits now: hashes by the posts' ids. */
    noteWaiting(
      id: string,
      cadence: string,
      posts: Record<string, string>,
      now: Temporal.Instant,
    ): Promise<Waiting | undefined>
  }
  editions: {
    /** The latest time for which an edition of the cadence with it was made, cancelled ones included, by post. */
    broughtUntil(newsletter: string, cadence: string): Promise<ReadonlyMap<string, Temporal.Instant>>
  }
}

/** When a cadence that starts on publication makes its next edition; undefined where nothing is published that would start one. */
export async function startOnPublication(
  ports: OnPublicationPorts,
  scan: Pick<Scan, 'at' | 'posts' | 'live'>,
  { newsletter, cadence, lookedAt }: { newsletter: NewsletterConfig; cadence: string; lookedAt?: Temporal.Instant },
): Promise<Temporal.Instant | undefined> {
  if (!isOnPublication(newsletter.schedules[cadence] ?? '')) return undefined
  const posts = await unbrought(ports, scan, newsletter, cadence)
  const waiting = lookedAt
    ? waitingNow(await ports.newsletters.waiting(newsletter.id, cadence), posts, lookedAt)
    : await ports.newsletters.noteWaiting(newsletter.id, cadence, posts, scan.at)
  return quietAt(waiting, newsletter.quiet)
}

/** Hashes of posts that are news, became so since the cadence is scheduled as it is, and are in no edition of it, by id. */
async function unbrought(
  ports: OnPublicationPorts,
  scan: Pick<Scan, 'at' | 'posts' | 'live'>,
  newsletter: NewsletterConfig,
  cadence: string,
): Promise<Record<string, string>> {
  const { posts } = await choosePosts(ports, scan, { newsletter })
  const since = (await ports.newsletters.scheduledSince(newsletter.id, cadence))?.epochMilliseconds ?? 0
  const brought = await ports.editions.broughtUntil(newsletter.id, cadence)
  const starting = posts.filter(({ post, newAt }) => {
    const until = brought.get(post.id)?.epochMilliseconds ?? since - 1
    return newAt.epochMilliseconds > until && newAt.epochMilliseconds >= since
  })
  return Object.fromEntries(starting.map(({ post }) => [post.id, post.hash]))
}
