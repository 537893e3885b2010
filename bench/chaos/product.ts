import { type ChildProcess, spawn } from 'node:child_process'
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ProductClock } from './product-clock.ts'

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
  /** moved-clock.js, which reads the clock's file. */
  clockModule: string
  clock: ProductClock
  dir: string
}

/** One run of the program. */
export interface ProductRun {
  name: string
  args: string[]
  process: ChildProcess
  ended: Promise<Ended>
}

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

  /** By the name of its command. */
  start(...args: string[]): ProductRun {
    return this.startAs(args[0] ?? '', ...args)
  }

  /** What it says goes into a file of its name, too. */
  startAs(name: string, ...args: string[]): ProductRun {
    const { program, configFile, clockModule, clock, dir } = this.#options
    const { BROADSHEET_SECRET: _, NODE_OPTIONS: __, ...env } = process.env
    const child = spawn(process.execPath, ['--import', clockModule, program, ...args, '--config', configFile], {
      cwd: dir,
      env: { ...env, CHAOS_CLOCK: clock.fileOf(name) },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const run = { name, args, process: child, ended: this.#endOf(child, name, args) }
    this.#runs.add(run)
    run.ended.finally(() => this.#runs.delete(run))
    return run
  }

  killAll(): void {
    for (const { process: child } of this.#runs) child.kill('SIGKILL')
  }

  #endOf(child: ChildProcess, name: string, args: string[]): Promise<Ended> {
    const output = { stdout: '', stderr: '' }
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream]?.setEncoding('utf8').on('data', (text: string) => {
        output[stream] = (output[stream] + text).slice(-KEPT_OUTPUT)
        appendFileSync(join(this.#options.dir, `${name}.log`), text)
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
