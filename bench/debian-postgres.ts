import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { freePort } from './free-port.ts'
import { MissingTool } from './missing-tool.ts'

/** Debian keeps each version's programs in a folder of its own. */
const VERSIONS = '/usr/lib/postgresql'

/** The folder of the newest version's programs; undefined where none is installed. */
export function findPostgres(): string | undefined {
  const versions = existsSync(VERSIONS) ? readdirSync(VERSIONS).map(Number).filter(Number.isInteger) : []
  return versions
    .sort((a, b) => b - a)
    .map((version) => join(VERSIONS, String(version), 'bin'))
    .find((bin) => existsSync(join(bin, 'initdb')) && existsSync(join(bin, 'postgres')))
}

/** `fast`: as an upgrade does it; `immediate`: all connections are cut and the log is recovered, as after a crash. */
export type Ending = 'fast' | 'immediate'
const SIGNALS: Record<Ending, NodeJS.Signals> = { fast: 'SIGINT', immediate: 'SIGQUIT' }

const START_WITHIN_MS = 60_000
const PASSWORD = 'a secret of the tests'

/**
 * PostgreSQL as Debian packs it, in a temporary folder and on loopback, with one database whose owner is no superuser.
 * It ends with whoever started it.
 */
export class DebianPostgres {
  readonly #bin: string
  readonly #dir: string
  readonly #settings: Record<string, string>
  #port = 0
  #process: ChildProcess | undefined

  private constructor(bin: string, dir: string, settings: Record<string, string>) {
    this.#bin = bin
    this.#dir = dir
    this.#settings = settings
  }

  /** @throws MissingTool where it is not installed */
  static async start(settings: Record<string, string> = {}): Promise<DebianPostgres> {
    const bin = findPostgres()
    if (bin === undefined) throw new MissingTool('PostgreSQL is not installed. apt-get install postgresql')
    const dir = mkdtempSync(join(tmpdir(), 'broadsheet-postgres-'))
    const server = new DebianPostgres(bin, dir, settings)
    try {
      server.#initialise()
      await server.begin()
      await server.ask(`create role broadsheet login password '${PASSWORD}'`)
      await server.ask('create database broadsheet owner broadsheet')
      return server
    } catch (error) {
      await server.stop()
      throw error
    }
  }

  /** Of the owner of the database: what goes into broadsheet.toml. */
  get url(): string {
    return this.urlOf('broadsheet', 'broadsheet')
  }

  urlOf(user: string, database: string): string {
    return `postgres://${user}:${encodeURIComponent(PASSWORD)}@127.0.0.1:${this.#port}/${database}`
  }

  /** One statement of the superuser. */
  async ask<Row>(sql: string, database = 'postgres'): Promise<Row[]> {
    const client = new pg.Client({ connectionString: this.urlOf('postgres', database) })
    client.on('error', () => {})
    try {
      await client.connect()
      return (await client.query(sql)).rows as Row[]
    } finally {
      await client.end().catch(() => {})
    }
  }

  /** Those of the database's owner, whatever they are at. */
  async cutConnections(): Promise<void> {
    await this.ask("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'broadsheet'")
  }

  /** The connections that the database's owner has now answer nothing while `work` lasts; new ones are as ever. */
  async whileHanging(work: () => Promise<void>): Promise<void> {
    const sql = "select pid from pg_stat_activity where usename = 'broadsheet'"
    const pids = (await this.ask<{ pid: number }>(sql)).map(({ pid }) => pid)
    for (const pid of pids) signal(pid, 'SIGSTOP')
    try {
      await work()
    } finally {
      for (const pid of pids) signal(pid, 'SIGCONT')
    }
  }

  /** On the same port. */
  async restart(how: Ending = 'fast'): Promise<void> {
    await this.end(how)
    await this.begin()
  }

  /** Starts it where it was ended. */
  async begin(): Promise<void> {
    const tries = this.#port === 0 ? 3 : 1
    for (let left = tries; ; left--) {
      if (tries > 1) this.#port = await freePort()
      try {
        await this.#run()
        return
      } catch (error) {
        await this.end('immediate')
        if (left === 1) throw error
      }
    }
  }

  /** All that it held stays. */
  async end(how: Ending = 'fast'): Promise<void> {
    const running = this.#process
    this.#process = undefined
    if (!running || running.exitCode !== null || running.signalCode !== null) return
    const ended = once(running, 'exit')
    running.kill(SIGNALS[how])
    await ended
  }

  /** Ends it, and nothing of it is left. */
  async stop(): Promise<void> {
    await this.end('immediate')
    rmSync(this.#dir, { recursive: true, force: true })
  }

  #initialise(): void {
    const owner = ownerIds()
    if (owner) chownSync(this.#dir, owner.uid, owner.gid)
    const passwordFile = join(this.#dir, 'password')
    writeFileSync(passwordFile, PASSWORD)
    const options = ['--username=postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--no-sync']
    const [command, ...rest] = this.#asOwner('initdb', [...options, '--encoding=UTF8', '--locale=C.UTF-8', this.#data])
    execFileSync(command, rest, { stdio: ['ignore', 'ignore', 'pipe'], cwd: this.#dir })
  }

  async #run(): Promise<void> {
    const settings = { ...SETTINGS, ...this.#settings, port: String(this.#port), unix_socket_directories: this.#dir }
    const options = Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`])
    const [command, ...rest] = this.#asOwner('postgres', ['-D', this.#data, ...options])
    const child = spawn(command, rest, { stdio: ['ignore', 'ignore', 'pipe'], cwd: this.#dir })
    this.#process = child
    let said = ''
    child.stderr?.on('data', (text) => {
      said = (said + text).slice(-4000)
    })
    const until = Date.now() + START_WITHIN_MS
    while (!(await this.#answers())) {
      if (child.exitCode !== null || Date.now() > until) throw new Error(`PostgreSQL does not start: ${said}`)
      await sleep(50)
    }
  }

  #answers(): Promise<boolean> {
    return this.ask('select 1').then(
      () => true,
      () => false,
    )
  }

  get #data(): string {
    return join(this.#dir, 'data')
  }

  /** Root may not run it; and it ends with its parent, whatever that dies of. */
  #asOwner(program: string, options: string[]): [string, ...string[]] {
    const owner = ownerIds()
    const asOwner = owner ? [`--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups'] : []
    return ['setpriv', '--pdeathsig=INT', ...asOwner, '--', join(this.#bin, program), ...options]
  }
}

/** One that is over hears nothing. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** What is written outlives the server's process, which is all that ends here, and not the machine. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  fsync: 'off',
  full_page_writes: 'off',
  shared_buffers: '64MB',
  max_wal_size: '512MB',
}

/** Of Debian's user for it; undefined where we are an ordinary user, who may run it. */
function ownerIds(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const line = readFileSync('/etc/passwd', 'utf8').match(/^postgres:[^:]*:(\d+):(\d+):/m)
  return line ? { uid: Number(line[1]), gid: Number(line[2]) } : undefined
}
