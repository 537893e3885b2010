import type { Machine } from '../machine.ts'
import type { Latency } from './latency.ts'

/** What a command took, Node's start included. */
export interface StepFigures {
  seconds: number
  /** Of the processor, user and system; undefined where the system does not tell. */
  processorSeconds?: number
  /** MiB. */
  peakMemory?: number
}

export interface ListFigures {
  schema: 1
  bench: 'list'
  machine: Machine
  subscribers: number
  importing: StepFigures
  /** `sqlite3 .import` of the same file into one table without an index; undefined where it is not installed. */
  sqliteImport?: StepFigures
  exporting: StepFigures
  /** What was exported, into a publication that is empty; exported again it is the same file. */
  importingAgain: StepFigures
  planning: StepFigures
  /** Seconds within `serve`'s delivery thread; `planning` from its first moment until the edition is written down. */
  serve: { planning: number; freezing: number; peakMemory?: number }
  /** Milliseconds to answer: while that thread plans and freezes, and in the seconds after. */
  latency: Record<'busy' | 'calm', { healthz: Latency; stillServer: Latency }>
}
