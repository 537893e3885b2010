import type { Temporal } from 'temporal-polyfill'
import type { Config } from '../../config/config.ts'
import { type ReadersOfDay, reportedReaders } from '../../feeds/reported-readers.ts'

export interface CountReadersPorts {
  config: Config
  feedReaders: {
    note(reports: ReadersOfDay[]): Promise<void>
  }
  clock(): Temporal.Instant
}

/** Who invents names must not fill the database. */
const MOST_REPORTS = 1_000
/** User agents that are known to say nothing, so that a poll costs a look into a set. */
const MOST_SILENT = 1_000
/** No reader's is half as long. */
const LONGEST = 500

/**
 * How many people follow each feed, as the readers say that fetch it for them. Kept in memory until `flush`, so that no
 * poll waits for the database; no address is looked at, and nothing is kept of who asks for himself.
 */
export class ReaderCount {
  readonly #ports: CountReadersPorts
  readonly #silent = new Set<string>()
  readonly #reports = new Map<string, ReadersOfDay>()

  constructor(ports: CountReadersPorts) {
    this.#ports = ports
  }

  /** @param path of a feed that was answered: `/feed.xml` */
  polled(path: string, userAgent: string): void {
    if (this.#silent.has(userAgent) || userAgent.length > LONGEST) return
    const reported = reportedReaders(userAgent)
    if (!reported) {
      if (this.#silent.size < MOST_SILENT) this.#silent.add(userAgent)
      return
    }
    const key = `${path} ${reported.reader}`
    if (this.#reports.size >= MOST_REPORTS && !this.#reports.has(key)) return
    const { config, clock } = this.#ports
    const day = clock().toZonedDateTimeISO(config.site.timezone).toPlainDate()
    const before = this.#reports.get(key)
    const subscribers = before?.day.equals(day)
      ? Math.max(before.subscribers, reported.subscribers)
      : reported.subscribers
    this.#reports.set(key, { day, path, reader: reported.reader, subscribers })
  }

  /** Writes down what was counted since the last time. What cannot be written is lost: a count is no reason to fail. */
  async flush(): Promise<void> {
    const reports = [...this.#reports.values()]
    this.#reports.clear()
    if (reports.length > 0) await this.#ports.feedReaders.note(reports)
  }
}
