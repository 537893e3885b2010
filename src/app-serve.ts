import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { bindActions } from './actions/actions.ts'
import { announcedFeeds } from './actions/feeds/announced-feeds.ts'
import {
  clock,
  DELIVERY_THREAD,
  openDatabase,
  pageCss,
  picturesDir,
  publicationPorts,
  SCHEDULE_THREAD,
  sleep,
  worldOf,
} from './app.ts'
import { openLog } from './app-log.ts'
import { watchPlace } from './app-place.ts'
import { countReaders } from './app-readers.ts'
import { over } from './app-thread.ts'
import { withCadence } from './cli/layout-text.ts'
import type { Config } from './config/config.ts'
import { errorText } from './config/error-text.ts'
import { BroadsheetError, formatProblem, type Problem } from './config/problem.ts'
import { sayMoment } from './config/say-time.ts'
import { isLoopback } from './config/smtp-url.ts'
import { FEED_FORMATS, feedUrls } from './feeds/feed-paths.ts'
import { nextOccurrence } from './jobs/cron.ts'
import { keepThread } from './jobs/keep-thread.ts'
import { type RunningThread, startThread } from './jobs/start-thread.ts'
import type { FromThread } from './jobs/thread-messages.ts'
import { listCaptured, readCaptured } from './mail/captured-mail.ts'
import { readBuilt } from './output/read-built.ts'
import type { Store } from './store/open-store.ts'
import { mayPass } from './store/sqlite-problems.ts'
import { type FeedPorts, feedsListener } from './web/feeds/feeds-listener.ts'
import { listen } from './web/listen.ts'
import { type WebPorts, web } from './web/web.tsx'
import { wordsFor } from './words/words-for.ts'

export interface ServeOptions {
  web: boolean
  /** Aborts when the process is told to end. */
  interrupted: AbortSignal
}

/** Web, scheduler and delivery, until the process is told to end; then each connection finishes its message. */
export async function serve(config: Config, options: ServeOptions): Promise<void> {
  const log = openLog(process.stdout, config.smtp)
  const store = await openDatabase(config, { check: true })
  const readers = countReaders(config, store, log)
  try {
    const server = options.web
      ? await listen(config.web, {
          feeds: feedsListener(feedPorts(config, log, readers)),
          pages: web(await webPorts(config, store, log)),
        })
      : undefined
    const threads = await startThreads(config, options, log).catch(async (error: unknown) => {
      await server?.close()
      throw error
    })
    for (const sentence of greeting(config, options.web)) log.info(sentence)
    if (options.web) void warnOfWebUrl(config, store, log)
    const place = watchPlace(store)
    try {
      await Promise.race([over(options.interrupted), ...threads.map(({ ended }) => ended), place.lost])
      log.info('ending: each connection finishes its message')
    } finally {
      place.stop()
      // Also when a thread is given up: a web on a database that is gone would confirm what nobody remembers.
      await Promise.all([server?.close(), ...threads.map((thread) => thread.stop())])
    }
  } finally {
    await readers.close()
    await store.close()
  }
}

/** Schedules and delivery, each apart from the other and from the web: one that dies is started again. */
async function startThreads(config: Config, { web }: ServeOptions, log: Logger): Promise<RunningThread[]> {
  const keep = (entry: URL, name: string) =>
    keepThread({
      start: () =>
        startThread(entry, { configFile: config.file, command: web ? 'serve' : 'run' }, (message) =>
          logMessage(log, message),
        ),
      mayGoOn: (error) => !isDatabaseGone(error),
      onDeath: (error, waitMs) =>
        log.error(`the thread that ${name} died, and starts again in ${waitMs / 1000} s: ${errorText(error as Error)}`),
      now: () => performance.now(),
      sleep,
    })
  const delivery = await keep(DELIVERY_THREAD, 'delivers')
  try {
    return [delivery, await keep(SCHEDULE_THREAD, 'makes editions')]
  } catch (error) {
    await delivery.stop()
    throw error
  }
}

/** Then the web must end as well: it could confirm nothing that lasts. */
function isDatabaseGone(error: unknown): boolean {
  return (
    error instanceof BroadsheetError && error.problems.some(({ code }) => code.startsWith('store.')) && !mayPass(error)
  )
}

function logMessage(log: Logger, message: FromThread): void {
  if (message.kind === 'trouble') log.warn(message.sentence)
  if (message.kind === 'unforeseen') log.error(message.stack)
  if (message.kind === 'ticked') for (const sentence of message.sentences) log.info(sentence)
}

/** Better now than when the first edition is held for it. */
async function warnOfWebUrl(config: Config, store: Store, log: Logger): Promise<void> {
  const isAsked =
    config.web.probe && config.web.url.startsWith('https:') && config.smtp.length > 0 && !mailboxDir(config)
  const { problem }: { problem?: Problem } = isAsked ? await worldOf(config, store).probe() : {}
  if (problem) log.warn(`Nobody could unsubscribe: ${formatProblem(problem)}`)
}

/** Where it is, and when each newsletter goes out next, in the site's zone. */
function greeting(config: Config, hasWeb: boolean): string[] {
  const { timezone } = config.site
  const next = config.newsletters.flatMap(({ id, schedules }) =>
    Object.entries(schedules).map(([cadence, cron]) => {
      const at = nextOccurrence(cron, timezone, clock())
      const name = withCadence(id, cadence)
      return at ? `${name}: next run ${sayMoment(at, timezone)} (${timezone})` : `${name}: its schedule is never due`
    }),
  )
  const { host, port } = config.web
  const captured = mailboxDir(config) ? [`captured mails: ${mailboxPlace(config)}`] : []
  return [...(hasWeb ? [`listening on http://${host}:${port}/`, ...captured] : []), ...next]
}

/** It is shown on this machine alone (routes/mailbox.tsx), so that another address of it leads nowhere. */
function mailboxPlace(config: Config): string {
  const { host, port } = config.web
  const isEverywhere = host === '0.0.0.0' || host === '::'
  if (!isEverywhere && !isLoopback(host)) return `${mailboxDir(config)}`
  const named = isEverywhere ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host
  return `http://${named}:${port}/mailbox/, from this machine alone`
}

async function webPorts(config: Config, store: Store, log: Logger): Promise<WebPorts> {
  const actions = bindActions(publicationPorts(config, store))
  const words = wordsFor(config.site.language)
  const urls = feedUrls(config.output.url)
  const dir = mailboxDir(config)
  return {
    frame: {
      title: config.site.title,
      language: words.language,
      site: config.site,
      css: await pageCss(config),
      alternates: announcedFeeds(config, []),
    },
    words,
    health: { instance: store.instance, trouble: () => troubleOf(store) },
    home: {
      newsletters: config.newsletters,
      feeds: FEED_FORMATS.map((format) => ({ title: FEED_NAMES[format], href: urls[format] })),
      feedsPage: new URL('feeds/', config.output.url).href,
      announced: announcedFeeds(config, config.newsletters),
    },
    pictures: { picture: (name) => readIfThere(join(picturesDir(config), name)) },
    archive: { archiveList: actions.archiveList, archivePage: actions.archivePage },
    unsubscribe: {
      subscriptionOf: actions.subscriptionOf,
      unsubscribe: actions.unsubscribe,
      writeTo: (config.newsletters[0]?.replyTo ?? config.newsletters[0]?.from)?.address,
    },
    trustProxy: config.web.trustProxy,
    mailbox: dir === undefined ? undefined : { list: () => listCaptured(dir), read: (name) => readCaptured(dir, name) },
    onError: (description) => log.error(description),
  }
}

function feedPorts(config: Config, log: Logger, readers: ReturnType<typeof countReaders>): FeedPorts {
  const { also, moved, gone, hub } = config.feeds
  return {
    outputFile: (path, stamp) => readBuilt(join(config.output.dir, path), stamp),
    outputUrl: config.output.url,
    ...(hub && { hub }),
    also,
    moved,
    gone,
    onPoll: ({ path, status, userAgent }) => {
      if (status === 200 || status === 304) readers.polled(path, userAgent)
      if (config.web.logFeeds) log.info({ path, status, program: userAgent ?? '' }, 'feed polled')
    },
    onError: (error) => log.error(errorText(error)),
  }
}

const FEED_NAMES = { rss: 'RSS', atom: 'Atom', json: 'JSON Feed' }

function mailboxDir({ smtp: [first] }: Config): string | undefined {
  return first?.kind === 'mailbox' ? first.mailboxDir : undefined
}

async function readIfThere(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    return new Uint8Array(await readFile(path))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** For everybody who asks: without the paths of this machine. */
function troubleOf(store: Store): string | undefined {
  try {
    store.assertInPlace()
    return undefined
  } catch (error) {
    return error instanceof BroadsheetError ? error.problems.map(({ message }) => message).join(' ') : String(error)
  }
}
