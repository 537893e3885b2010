import { Temporal } from 'temporal-polyfill'
import type { Config } from '../../src/config/config.ts'
import { BroadsheetError, formatProblem } from '../../src/config/problem.ts'
import type { Seeded } from '../seeded.ts'
import { History, type Person, type Run } from './history.ts'
import { Killed } from './life.ts'
import { SimulatedMailServer } from './mail-server.ts'
import { SimulatedNetwork } from './network.ts'
import { OutputDisk } from './output-disk.ts'
import { Program } from './program.ts'
import { type Settings, writeSettings } from './settings.ts'
import type { SiteWriter } from './site-writer.ts'
import type { VirtualClock } from './virtual-clock.ts'

/** All that a year's events can touch: the operator's folder, the program, and what is around it. */
export class World {
  readonly clock: VirtualClock
  readonly random: Seeded
  readonly site: SiteWriter
  readonly settings: Settings
  readonly history: History
  readonly disk = new OutputDisk()
  readonly network = new SimulatedNetwork()
  readonly servers: SimulatedMailServer[]
  /** What the capture mailbox took: nobody has it. */
  readonly mailbox: SimulatedMailServer
  /** Faults that the program let through: an error that nobody foresaw. */
  readonly unforeseen: string[] = []
  /** Until then the machine sleeps, and nothing runs. */
  asleepUntil = 0
  /** When the service looks again, since it has been quiet for long enough then. */
  quietAt: Temporal.Instant | undefined
  /** Who was subscribed, and which posts had been seen, when the database was last backed up. */
  backup: { people: Map<string, Person>; seen: Set<string> } | undefined
  #program: Program | undefined
  #runs = 0
  #scannedChanges = 0

  constructor(given: { clock: VirtualClock; random: Seeded; site: SiteWriter; settings: Settings }) {
    this.clock = given.clock
    this.random = given.random
    this.site = given.site
    this.settings = given.settings
    this.history = new History(() => this.clock.now())
    const server = (name: string) => new SimulatedMailServer(name, this.clock, this.random.fork('server', name))
    this.servers = [server('relay'), server('second')]
    this.mailbox = server('mailbox')
    this.configure({})
  }

  /** Writes broadsheet.toml; the program takes it with its next run. */
  configure(changed: Partial<Settings>): void {
    Object.assign(this.settings, changed)
    this.history.settingsChanges++
    writeSettings(this.site, this.settings)
  }

  serverOf({ smtp }: Config, name: string): SimulatedMailServer {
    if (smtp.find((server) => server.name === name)?.kind === 'mailbox') return this.mailbox
    return this.servers.find((server) => server.name === name) ?? this.mailbox
  }

  get isAsleep(): boolean {
    return this.clock.milliseconds < this.asleepUntil
  }

  /** The program, if it runs at this moment. */
  get running(): Program | undefined {
    return this.#program?.life.isOver ? undefined : this.#program
  }

  /** The program as it runs, or started anew. */
  async program(): Promise<Program> {
    if (this.#program && !this.#program.life.isOver) return this.#program
    await this.#program?.close()
    this.#runs++
    this.#program = await Program.open(this, this.random.fork('program', this.#runs))
    return this.#program
  }

  /** Ends it, so that the next use starts it anew with what the configuration says then. */
  async restart(): Promise<void> {
    await this.#program?.close()
    this.#program = undefined
  }

  /** The operator's files were changed since the last scan. */
  get hasNews(): boolean {
    return this.site.changes > this.#scannedChanges
  }

  async scanAndSend(): Promise<void> {
    if (this.isAsleep) return
    this.#scannedChanges = this.site.changes
    await this.attempt('tick', async (program) => {
      const run = this.#tried(program.config)
      const { runs, waits, failures, stacks } = await program.tick()
      run.isWhole = !program.life.isOver && failures.length === 0
      this.quietAt = waits.map(({ dueAt }) => dueAt).toSorted(Temporal.Instant.compare)[0]
      if (!program.life.isOver) this.unforeseen.push(...stacks)
      for (const { message } of failures) this.history.note(`not done: ${message}`)
      for (const { newsletter, started } of runs) this.history.note(`${newsletter.id}: ${JSON.stringify(started)}`)
    })
    await this.send()
  }

  async send(): Promise<void> {
    if (this.isAsleep) return
    const before = this.#taken()
    await this.attempt('delivery', async (program) => {
      const { troubles } = await program.deliver()
      for (const trouble of troubles.slice(0, 2)) this.history.note(`trouble: ${trouble}`)
    })
    this.#noteTaken(before)
  }

  #tried({ site, newsletters }: Config): Run {
    const schedule = newsletters[0]?.schedules.default ?? ''
    const { kills, settingsChanges: changes } = this.history
    const at = this.clock.now()
    const { timezone } = site
    const run = { at, ms: at.epochMilliseconds, kills, changes, schedule, timezone, isWhole: false }
    this.history.runs.push(run)
    return run
  }

  #taken(): number[] {
    return this.servers.map(({ taken }) => taken.length)
  }

  #noteTaken(before: number[]): void {
    this.servers.forEach(({ taken }, index) => {
      for (const mail of taken.slice(before[index])) this.history.took(mail)
      const count = taken.length - (before[index] ?? 0)
      if (count > 0) this.history.note(`${count} mails taken: ${taken.at(-1)?.subject}`)
    })
  }

  /** A command beside the running service, with the configuration as it is now. */
  async command(what: string, work: (program: Program) => Promise<void>): Promise<void> {
    const before = this.#taken()
    try {
      this.#runs++
      const program = await Program.open(this, this.random.fork('program', this.#runs))
      await work(program).finally(() => program.close())
    } catch (error) {
      if (error instanceof BroadsheetError)
        this.history.note(`${what}: ${error.problems.map(formatProblem).join('; ')}`)
      else this.noteUnforeseen(what, error)
    }
    this.#noteTaken(before)
  }

  async hasOpenEditions(): Promise<boolean> {
    const open = await this.attempt('open editions', (program) => program.store.editions.open())
    return (open ?? []).length > 0
  }

  /** What fails in a way that the program foresees is noted; what it did not foresee is a fault. */
  async attempt<T>(what: string, work: (program: Program) => Promise<T>): Promise<T | undefined> {
    try {
      const program = await this.program()
      const result = await work(program)
      if (!program.life.isOver) return result
      await this.#died(what)
      return undefined
    } catch (error) {
      if (error instanceof Killed || this.#program?.life.isOver) await this.#died(what)
      else if (error instanceof BroadsheetError)
        this.history.note(`${what}: ${error.problems.map(formatProblem).join('; ')}`)
      else this.noteUnforeseen(what, error)
      return undefined
    }
  }

  noteUnforeseen(what: string, error: unknown): void {
    if (!(error instanceof Killed)) this.unforeseen.push(`${what}: ${(error as Error).stack}`)
  }

  async close(): Promise<void> {
    await this.#program?.close()
  }

  async #died(what: string): Promise<void> {
    this.history.kills++
    this.history.note(`killed in the middle of: ${what}`)
    await this.restart()
  }
}
