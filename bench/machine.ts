import { availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os'

/** What a figure is worth nothing without. */
export interface Machine {
  cpu: string
  cores: number
  /** GiB. */
  memory: number
  system: string
  node: string
  /** Of the minute before it was asked: above 0, others were at work. */
  loadAverage: number
}

export function machine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memory: Math.round(totalmem() / 1024 ** 3),
    system: `${type()} ${release()}`,
    node: process.version,
    loadAverage: loadavg()[0] ?? 0,
  }
}

/** For the head of what a person reads. */
export function describeMachine({ cores, cpu, memory, system, node, loadAverage }: Machine): string {
  return `${cores} cores ${cpu}, ${memory} GiB, ${system}, Node ${node}; load average before: ${loadAverage.toFixed(1)}`
}
