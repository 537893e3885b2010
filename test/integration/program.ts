import { type ChildProcess, spawn } from 'node:child_process'
import { onTestFinished } from 'vitest'
import { PROGRAM } from './compiled.ts'

export interface Ended {
  exitCode: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
}

/** The compiled program as a process of its own. */
export interface Running {
  process: ChildProcess
  ended: Promise<Ended>
  /** Resolves when the program has printed this. */
  says(text: string | RegExp): Promise<void>
  kill(signal: NodeJS.Signals): Promise<Ended>
}

/** Starts `broadsheet ARGS`. It does not outlive the test, and whatever it prints, a stack trace is a failure. */
export function startProgram(args: string[], cwd: string): Running {
  const { BROADSHEET_SECRET: _, ...env } = process.env
  const child = spawn(process.execPath, [PROGRAM, ...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const output = { stdout: '', stderr: '' }
  const listeners = new Set<() => void>()
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      output[stream] += text
      for (const check of listeners) check()
    })
  }
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (exitCode, signal) => {
      const crash = crashIn(output.stderr)
      if (crash) reject(new Error(`broadsheet ${args.join(' ')} crashed:\n${output.stderr}`))
      else resolve({ exitCode, signal, ...output })
    })
  })
  ended.catch(() => {})
  onTestFinished(() => void child.kill('SIGKILL'))
  return {
    process: child,
    ended,
    says: (text) =>
      new Promise((resolve, reject) => {
        const check = () => {
          if (!matches(output.stdout + output.stderr, text)) return
          listeners.delete(check)
          resolve()
        }
        listeners.add(check)
        check()
        ended.then(
          ({ stdout, stderr }) => reject(new Error(`it ended without saying ${text}:\n${stdout}${stderr}`)),
          reject,
        )
      }),
    kill: (signal) => {
      child.kill(signal)
      return ended
    },
  }
}

/** An error that nobody foresaw, a promise that nobody caught, a warning of Node's. */
function crashIn(stderr: string): boolean {
  return /nobody foresaw|^\s+at .+:\d+:\d+\)?$|UnhandledPromise|\(node:\d+\)/m.test(stderr)
}

function matches(output: string, text: string | RegExp): boolean {
  return typeof text === 'string' ? output.includes(text) : text.test(output)
}
