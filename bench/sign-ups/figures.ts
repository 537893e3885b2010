import type { Latency } from '../list/latency.ts'
import type { Machine } from '../machine.ts'

export interface SignUpsFigures {
  schema: 1
  bench: 'sign-ups'
  machine: Machine
  subscribers: number
  perMinute: number
  /** Messages of the edition a second: before readers sign up, while they do, and after that. */
  rates: { before: number; beside: number; after: number }
  /** Until the form was answered. */
  answers: Latency
  /** From a form's arrival until a server took its confirmation. */
  confirmations: Latency
  /** MiB. */
  peakMemory?: number
}
