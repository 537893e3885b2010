import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { processorSeconds } from './processor-time.ts'

export interface ProcessRun {
  stdout: string
  /** From its start to its end. */
  seconds: number
  /** Largest resident memory in MiB, all threads together; undefined where the system does not tell. */
  peakMemory?: number
  /** Processor time, user and system, all threads together; undefined where the system does not tell. */
  processorSeconds?: number
}

const LOOK_EVERY_MS = 20

/**
 * Runs a program to its end and watches what it takes. Throws, with what it wrote to stderr, where it fails.
 *
 * @param output a file that gets what it prints, in place of `stdout`
 */
export async function runWatched(file: string, args: string[], output?: string): Promise<ProcessRun> {
  const started = performance.now()
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const watch = watchProcess(child)
  const said =
    output === undefined ? text(child.stdout) : pipeline(child.stdout, createWriteStream(output)).then(() => '')
  const [stdout, stderr, [code]] = await Promise.all([said, text(child.stderr), once(child, 'exit')])
  const seconds = (performance.now() - started) / 1000
  watch.stop()
  if (code !== 0) throw new Error(`${[file, ...args].join(' ')} ended with ${code}: ${stderr || stdout}`)
  return { stdout, seconds, ...watch.taken() }
}

type Taken = Pick<ProcessRun, 'peakMemory' | 'processorSeconds'>

/** The kernel keeps both while a process lives, so that the last look before its end has nearly all of it. */
export function watchProcess({ pid }: ChildProcess): { taken(): Taken; stop(): void } {
  let taken: Taken = {}
  const check = async () => {
    const [memory, seconds] = await Promise.all([peakMemory(pid), processorSeconds(pid)])
    taken = { peakMemory: memory ?? taken.peakMemory, processorSeconds: seconds ?? taken.processorSeconds }
  }
  const timer = setInterval(check, LOOK_EVERY_MS)
  return { taken: () => taken, stop: () => clearInterval(timer) }
}

/** `VmHWM` of a running process, in MiB; Linux only. */
async function peakMemory(pid: number | undefined): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1024
}
