import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'

export interface ProcessRun {
  stdout: string
  /** From its start to its end. */
  seconds: number
  /** Largest resident memory in MiB, all threads together; undefined where the system does not tell. */
  peakMemory?: number
}

const LOOK_EVERY_MS = 20

/** Runs a program to its end and watches its memory. Throws, with what it wrote to stderr, where it fails. */
export async function runWatched(file: string, args: string[]): Promise<ProcessRun> {
  const started = performance.now()
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const memory = watchMemory(child)
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  const seconds = (performance.now() - started) / 1000
  memory.stop()
  if (code !== 0) throw new Error(`${[file, ...args].join(' ')} ended with ${code}: ${stderr}`)
  return { stdout, seconds, peakMemory: memory.peak() }
}

/** The kernel keeps the high-water mark, so that the last look before the end has nearly all of it. */
export function watchMemory(child: ChildProcess): { peak(): number | undefined; stop(): void } {
  let peak: number | undefined
  const look = async () => {
    peak = (await peakMemory(child.pid)) ?? peak
  }
  const timer = setInterval(look, LOOK_EVERY_MS)
  return { peak: () => peak, stop: () => clearInterval(timer) }
}

/** `VmHWM` of a running process, in MiB; Linux only. */
async function peakMemory(pid: number | undefined): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1024
}
