import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import type { ProcessIdentity } from '../deliveries/running-process.ts'
import { once } from './once.ts'

/** Who this process is. Linux tells all of it; other systems leave `started` and `boot` empty. */
export const thisProcess: () => ProcessIdentity = once(() => ({
  pid: process.pid,
  started: startOfProcess(process.pid) ?? '',
  host: hostname(),
  boot: bootHere(),
}))

/** When the process with this pid started, in clock ticks since boot; undefined where there is none, it has ended, or nobody says. */
export function startOfProcess(pid: number): string | undefined {
  const stat = read(() => readFileSync(`/proc/${pid}/stat`, 'utf8'))
  // The second field is the program's name, in parentheses, and may hold anything; the 22nd is the start (proc(5)).
  const [state, ...fields] = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? []
  return state === 'Z' || state === 'X' ? undefined : fields[18]
}

function bootHere(): string {
  const kernel = read(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'))?.trim()
  const namespace = read(() => readlinkSync('/proc/self/ns/pid'))
  return kernel && namespace ? `${kernel} ${namespace}` : ''
}

function read(file: () => string): string | undefined {
  try {
    return file()
  } catch {
    return undefined
  }
}
