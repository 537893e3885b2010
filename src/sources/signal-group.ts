import type { ChildProcess } from 'node:child_process'

/** Tells a program, and all that it started: it has a process group of its own. */
export function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, signal)
  } catch {
    // It is over already.
  }
}
