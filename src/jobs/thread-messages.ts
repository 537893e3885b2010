import type { Problem } from '../config/problem.ts'

export interface ThreadOptions {
  configFile: string
  /** Which command started it. */
  command: 'serve' | 'run' | 'send'
  /** Look, publish and plan by the schedules too; else deliver only. */
  schedules: boolean
}

/** What the delivery thread tells the one that started it. */
export type FromThread =
  | { kind: 'ready' }
  /** A server's own trouble; without `server` the ledger's, or an edition's that stopped itself. */
  | { kind: 'trouble'; sentence: string; server?: string }
  /** What a scheduled look did. */
  | { kind: 'ticked'; sentences: string[] }
  | { kind: 'failed'; problems: Problem[] }
