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
  /** A server's own trouble, or the ledger's. */
  | { kind: 'trouble'; sentence: string }
  /** What a scheduled look did. */
  | { kind: 'ticked'; sentences: string[] }
  | { kind: 'failed'; problems: Problem[] }
