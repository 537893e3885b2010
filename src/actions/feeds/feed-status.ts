import type { Temporal } from 'temporal-polyfill'
import type { Config } from '../../config/config.ts'
import type { PendingTopic } from '../../feeds/hub-topic.ts'
import type { SummedReaders } from '../../feeds/reported-readers.ts'

export interface FeedStatusPorts {
  config: Config
  hubTopics: {
    pending(): Promise<PendingTopic[]>
  }
  feedReaders: {
    /** Summed: by day and feed, the greatest readers by name. */
    since(day: Temporal.PlainDate): Promise<SummedReaders[]>
  }
  clock(): Temporal.Instant
}

/** Feeds that the hub was not told of yet; `dueAt` is missing where it is not tried any more. */
export interface HubStatus {
  url: string
  pending: { topic: string; attempts: number; dueAt?: string; error?: string }[]
}

/** What readers that fetch for many said on a day, in the site's zone, of those who follow a feed with them. */
export interface Readership {
  day: string
  path: string
  subscribers: number
  /** The greatest by name; the rest are `others`. */
  readers: Record<string, number>
}

export async function hubStatus({ config, hubTopics }: FeedStatusPorts): Promise<HubStatus | undefined> {
  const { hub } = config.feeds
  if (!hub) return undefined
  const pending = (await hubTopics.pending()).map(({ url, attempts, dueAt, error }) => ({
    topic: url,
    attempts,
    ...(dueAt && { dueAt: dueAt.toString() }),
    ...(error && { error }),
  }))
  return { url: hub, pending }
}

const DAYS = 30

/** Of the last 30 days, by day and feed. */
export async function readership({ config, feedReaders, clock }: FeedStatusPorts): Promise<Readership[]> {
  const today = clock().toZonedDateTimeISO(config.site.timezone).toPlainDate()
  const sums = new Map<string, Readership>()
  for (const { day, path, reader, subscribers } of await feedReaders.since(today.subtract({ days: DAYS - 1 }))) {
    const sum = sums.get(`${day} ${path}`) ?? { day, path, subscribers: 0, readers: {} }
    sum.readers[reader] = subscribers
    sum.subscribers += subscribers
    sums.set(`${day} ${path}`, sum)
  }
  return [...sums.values()]
}
