import { spawn } from 'node:child_process'
import { signalGroup } from './signal-group.ts'

/** The end of what a command printed is where it says why it failed. */
const KEPT_OUTPUT = 4_000
/** What is asked to end may put its files in order first. */
const GRACE_MS = 3_000
/** A timer of Node's bears no longer. */
const LONGEST_MS = 2 ** 31 - 1

export interface Ran {
  exitCode: number
  /** Stdout and stderr together, their end. */
  output: string
  isTimedOut: boolean
}

/**
 * Runs a command of the operator's own in a shell; never rejects. What takes longer than `withinMs` is ended with all that
 * it started, which is why it has a process group of its own; so it is when this process ends.
 */
export function runShellCommand(command: string, dir: string, withinMs: number): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(command, { cwd: dir, shell: true, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    let isTimedOut = false
    let killing: NodeJS.Timeout | undefined
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString('utf8')).slice(-KEPT_OUTPUT)
    }
    const killNow = () => signalGroup(child, 'SIGKILL')
    const end = (exitCode: number, said = output) => {
      clearTimeout(late)
      clearTimeout(killing)
      process.off('exit', killNow)
      resolve({ exitCode, output: said, isTimedOut })
    }
    const late = setTimeout(
      () => {
        isTimedOut = true
        signalGroup(child, 'SIGTERM')
        // Whatever of it still holds the pipes open is not waited for.
        killing = setTimeout(() => {
          killNow()
          child.stdout.destroy()
          child.stderr.destroy()
          end(1)
        }, GRACE_MS)
      },
      Math.min(withinMs, LONGEST_MS),
    )
    process.on('exit', killNow)
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.on('error', (error) => end(127, error.message))
    child.on('close', (code) => end(code ?? 1))
  })
}
