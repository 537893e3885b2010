import type { Problem } from '../config/problem.ts'

export interface ThreadOptions {
  configFile: string
  /** Which command started it. */
  command: 'serve' | 'run' | 'send'
}

/** What a thread tells the one that started it. */
export type FromThread =
  | { kind: 'ready' }
  /** A server's own trouble; without `server` the ledger's, or an edition's that stopped itself. */
  | { kind: 'trouble'; sentence: string; server?: string }
  /** What a scheduled look did. */
  | { kind: 'ticked'; sentences: string[] }
  /** An error that nobody foresaw, and that what follows goes on in spite of; as a log has it. */
  | { kind: 'unforeseen'; stack: string }
  | { kind: 'failed'; problems: Problem[] }
