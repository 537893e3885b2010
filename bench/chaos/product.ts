import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'

export interface Ended {
  exitCode: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
}

export interface ProductOptions {
  /** dist/broadsheet/main.js */
  program: string
  configFile: string
  /** moved-clock.js, and the file that it reads. */
  clockModule: string
  clockFile: string
  dir: string
}

/** One run of the program. */
export interface ProductRun {
  args: string[]
  process: ChildProcess
  ended: Promise<Ended>
}

const COMMAND_LIMIT_MS = 60_000
const KEPT_OUTPUT = 200_000

/** The compiled program as an operator runs it: several processes, none of which outlives this one. */
export class Product {
  /** What no program should do: an error that nobody foresaw, a stack trace. */
  readonly misdeeds: string[] = []
  readonly #options: ProductOptions
  readonly #runs = new Set<ProductRun>()

  constructor(options: ProductOptions) {
    this.#options = options
  }

  get running(): ProductRun[] {
    return [...this.#runs]
  }

  start(...args: string[]): ProductRun {
    const { program, configFile, clockModule, clockFile, dir } = this.#options
    const { BROADSHEET_SECRET: _, NODE_OPTIONS: __, ...env } = process.env
    const child = spawn(process.execPath, ['--import', clockModule, program, ...args, '--config', configFile], {
      cwd: dir,
      env: { ...env, CHAOS_CLOCK: clockFile },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const run = { args, process: child, ended: this.#endOf(child, args) }
    this.#runs.add(run)
    run.ended.finally(() => this.#runs.delete(run))
    return run
  }

  /** Runs a command to its end, but not for ever: one that meets a stopped process may wait as long as that does. */
  async run(...args: string[]): Promise<Ended> {
    const { process: child, ended } = this.start(...args)
    const limit = new AbortController()
    void pause(COMMAND_LIMIT_MS, undefined, { signal: limit.signal }).then(
      () => child.kill('SIGKILL'),
      () => {},
    )
    return ended.finally(() => limit.abort())
  }

  killAll(): void {
    for (const { process: child } of this.#runs) child.kill('SIGKILL')
  }

  #endOf(child: ChildProcess, args: string[]): Promise<Ended> {
    const output = { stdout: '', stderr: '' }
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream]?.setEncoding('utf8').on('data', (text: string) => {
        output[stream] = (output[stream] + text).slice(-KEPT_OUTPUT)
      })
    }
    return new Promise((resolve, reject) => {
      child.on('error', reject)
      child.on('close', (exitCode, signal) => {
        if (/nobody foresaw|^\s+at .+:\d+:\d+\)?$|UnhandledPromise|FATAL ERROR/m.test(output.stderr))
          this.misdeeds.push(`broadsheet ${args.join(' ')}: ${output.stderr.trim().slice(-800)}`)
        resolve({ exitCode, signal, ...output })
      })
    })
  }
}
