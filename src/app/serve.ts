import type { Logger } from 'pino'
import type { Config } from '../config/config.ts'
import { isPostgresUrl } from '../config/database-url.ts'
import { describeDifference } from '../config/describe-difference.ts'
import type { Environment } from '../config/environment.ts'
import { needsRestart } from '../config/needs-restart.ts'
import { BroadsheetError, failure, formatProblem } from '../config/problem.ts'
import { sendingSettings, settingsDifference } from '../config/sending-settings.ts'
import type { RunningThread } from '../jobs/start-thread.ts'
import { watchStamp } from '../jobs/watch-stamp.ts'
import type { Store } from '../store/open-store.ts'
import { listen } from '../web/listen.ts'
import { sleep } from './clock.ts'
import { freshHandle } from './fresh-handle.ts'
import { greeting, warnOfWebUrl } from './greeting.ts'
import { openLog } from './log.ts'
import { openDatabase } from './publication-ports.ts'
import { ServingHealth } from './serving-health.ts'
import { checkInThread, startThreads } from './start-threads.ts'
import { haveSameFiles, readSettings, settingsStamp, type TakenSettings } from './taken-settings.ts'
import { tell } from './tell.ts'
import { over } from './thread.ts'
import { watchPlace } from './watch-database.ts'
import { type OpenedWeb, openWeb } from './web-ports.ts'

export interface ServeOptions {
  web: boolean
  /** False: it delivers alone, beside others. */
  schedule: boolean
  env: Environment
  /** Aborts when the process is told to end. */
  interrupted: AbortSignal
  /** Calls back whenever the process is told to read its files anew. */
  onReload(listener: () => void): void
}

/** Web, scheduler and delivery, or what of them is asked for, until the process is told to end; then each connection finishes its message. */
export async function serve(configFile: string, options: ServeOptions): Promise<void> {
  const taken = await readSettings(configFile, options.env)
  if (!options.schedule) assertShared(taken.config)
  const store = await openDatabase(taken.config, { check: true })
  try {
    const serving = new Serving(store, options, taken)
    await serving.run()
  } finally {
    await store.close()
  }
}

function assertShared({ database }: Config): void {
  if (isPostgresUrl(database.url)) return
  const message = 'On a SQLite file one program delivers, and a worker beside it would have nothing to do.'
  const hint =
    'Run broadsheet serve, or broadsheet run. Several workers need a database on PostgreSQL: docs/growing.md.'
  throw new BroadsheetError(failure('delivery.alone', message, { file: database.url, hint }))
}

/** A server may take its ten minutes for the end of a message (RFC 5321 §4.5.3.2.6): nobody waits for this, so no mail is cut off. */
const PATIENT_MS = 11 * 60_000

/** A running program with the settings that it has taken; all its parts change together. */
class Serving {
  readonly #store: Store
  readonly #options: ServeOptions
  readonly #health: ServingHealth
  #taken: TakenSettings
  #log: Logger
  #web: OpenedWeb | undefined
  #threads: RunningThread[] = []
  readonly #firstStamp: string
  #holder = ''
  #refused: string | undefined
  #giveUp: (error: unknown) => void = () => {}

  constructor(store: Store, options: ServeOptions, taken: TakenSettings) {
    this.#store = store
    this.#health = new ServingHealth(store)
    this.#options = options
    this.#taken = taken
    // What changes while the parts start is a change, too.
    this.#firstStamp = settingsStamp(taken.config)
    this.#log = openLog(process.stdout, taken.config.smtp)
  }

  async run(): Promise<void> {
    const { web, interrupted } = this.#options
    const { config } = this.#taken
    const ended = new AbortController()
    const failed = new Promise<never>((_, reject) => {
      this.#giveUp = reject
    })
    failed.catch(() => {})
    this.#web = web ? await openWeb(this.#taken, this.#store, { log: this.#log, health: this.#health }) : undefined
    const place = watchPlace(this.#store)
    const monitor = this.#health.watch(() => ({ config: this.#taken.config, log: this.#log }))
    let server: { close(): Promise<void> } | undefined
    let watching: Promise<void> | undefined
    try {
      if (web) server = await listen(config.web, this.#handlers())
      await this.#start(this.#taken)
      this.#greet(config, web)
      if (web) void warnOfWebUrl(config, this.#store, this.#log)
      watching = this.#watch(AbortSignal.any([interrupted, ended.signal]))
      await Promise.race([over(interrupted), failed, place.lost])
      this.#log.info('ending: each connection finishes its message')
    } finally {
      ended.abort()
      place.stop()
      monitor.stop()
      // Also when a thread is given up: a web on a database that is gone would confirm what nobody remembers.
      try {
        await Promise.all([server?.close(), this.#stop()])
        await watching
        // It may have started others at this very moment.
        await this.#stop()
      } finally {
        await this.#web?.close()
      }
    }
  }

  /** They answer with what is taken when they are asked. */
  #handlers(): Pick<OpenedWeb, 'feeds' | 'pages'> {
    return {
      feeds: (request, response, next) => this.#web?.feeds(request, response, next),
      pages: { fetch: (request, ...rest) => (this.#web as OpenedWeb).pages.fetch(request, ...rest) },
    }
  }

  async #start(taken: TakenSettings): Promise<void> {
    this.#holder = freshHandle()
    const { web, schedule } = this.#options
    const command = web ? 'serve' : schedule ? 'run' : 'worker'
    this.#threads = await startThreads(
      taken,
      { command, holder: this.#holder },
      { log: this.#log, health: this.#health },
    )
    for (const { ended } of this.#threads) ended.catch((error) => this.#giveUp(error))
  }

  async #stop(withinMs?: number): Promise<void> {
    this.#health.rests()
    await Promise.all(this.#threads.map((thread) => thread.stop(withinMs)))
  }

  async #watch(signal: AbortSignal): Promise<void> {
    let taking: Promise<void> = Promise.resolve()
    const take = () => {
      taking = taking.then(() => (signal.aborted ? undefined : this.#takeOrSay(signal)))
      return taking
    }
    this.#options.onReload(() => void take().catch((error) => this.#giveUp(error)))
    try {
      await watchStamp(
        { known: this.#firstStamp, stamp: () => settingsStamp(this.#taken.config), changed: take, sleep },
        signal,
      )
      await taking
    } catch (error) {
      this.#giveUp(error)
    }
  }

  async #takeOrSay(signal: AbortSignal): Promise<void> {
    try {
      await this.#take(signal)
      this.#refused = undefined
    } catch (error) {
      if (!(error instanceof BroadsheetError)) throw error
      await this.#refuse(error)
    }
  }

  async #take(signal: AbortSignal): Promise<void> {
    const had = this.#taken
    const next = await readSettings(had.config.file, this.#options.env)
    const problems = needsRestart(had.config, next.config, this.#options)
    if (problems.length > 0) throw new BroadsheetError(problems)
    if (isSame(had, next)) {
      await this.#store.processes.setProblem(this.#holder, undefined)
      if (this.#refused !== undefined) this.#log.info('the configuration is again what it was')
      return
    }
    // Whoever delivers alone has no site.
    if (this.#options.schedule) await checkInThread(next)
    if (signal.aborted) return
    this.#log.info('the configuration was changed: it is taken as soon as each connection has finished its message')
    const log = openLog(process.stdout, next.config.smtp)
    const web = this.#web && (await openWeb(next, this.#store, { log, health: this.#health }))
    await this.#stop(PATIENT_MS)
    if (signal.aborted) return void (await web?.close())
    try {
      await this.#start(next)
    } catch (error) {
      await web?.close()
      await this.#start(had)
      throw error
    }
    const before = this.#web
    this.#web = web
    this.#taken = next
    this.#log = log
    await before?.close()
    this.#log.info(describeTaken(had.config, next.config))
    this.#greet(next.config, false)
  }

  #greet(config: Config, web: boolean): void {
    const sentences = this.#options.schedule ? greeting(config, web) : ['this worker delivers, beside others']
    for (const sentence of sentences) this.#log.info(sentence)
  }

  /** Told once for each fault; what it had goes on. */
  async #refuse({ problems }: BroadsheetError): Promise<void> {
    const said = problems.map(formatProblem).join('\n')
    await this.#store.processes.setProblem(this.#holder, said)
    if (said === this.#refused) return
    this.#refused = said
    const subject = 'the changed configuration was not taken'
    for (const problem of problems) this.#log.error(`${subject}: ${formatProblem(problem)}`)
    const next = 'What was there before goes on. Put it right, and it is taken by itself.'
    void tell(this.#taken.config, { subject, text: `${said}\n\n${next}\n` }).catch(() => false)
  }
}

/** Keys that sign mails are not looked into: with them, a change is a change. */
function isSame(had: TakenSettings, next: TakenSettings): boolean {
  return next.config.dkim.length === 0 && haveSameFiles(had, next)
}

function describeTaken(had: Config, next: Config): string {
  const differences = settingsDifference(sendingSettings(had), sendingSettings(next))
  if (differences.length === 0) return 'the changed configuration is taken'
  return `the changed configuration is taken: ${describeDifference(differences, { theirs: 'before', ours: 'now' })}`
}
