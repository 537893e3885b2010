import type { Logger } from 'pino'
import { ReaderCount } from '../actions/feeds/count-readers.ts'
import type { Config } from '../config/config.ts'
import { errorText } from '../config/error-text.ts'
import type { Store } from '../store/open-store.ts'
import { clock } from './clock.ts'

const WRITE_EVERY_MS = 60_000

/** Counts who reads the feeds while `serve` runs: once a minute, and at the end, what was counted is written down. */
export function countReaders(config: Config, { feedReaders }: Store, log: Logger) {
  const readers = new ReaderCount({ config, feedReaders, clock })
  const write = () => readers.flush().catch((error) => log.warn(errorText(error)))
  const timer = setInterval(write, WRITE_EVERY_MS)
  return {
    polled: (path: string, userAgent = '') => readers.polled(path, userAgent),
    async close(): Promise<void> {
      clearInterval(timer)
      await write()
    },
  }
}
