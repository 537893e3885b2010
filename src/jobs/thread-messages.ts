import type { Problem } from '../config/problem.ts'

export interface TakenFiles {
  toml: string
  dotEnv: Record<string, string | undefined>
  /** By their path below `templates/`. */
  templates: Map<string, string>
}

export interface ThreadOptions {
  configFile: string
  /** Which command started it. */
  command: 'serve' | 'run' | 'worker' | 'send'
  /** By what it delivers for others to see; default a name of its own. */
  holder?: string
  /** What the configuration's files held when they were taken; default what they hold now. */
  files?: TakenFiles
}

/** What a thread tells the one that started it. */
export type FromThread =
  | { kind: 'ready' }
  /** It gets on, whether or not there is anything to do. */
  | { kind: 'worked' }
  /** A server's own trouble; without `server` the ledger's, or an edition's that stopped itself. */
  | { kind: 'trouble'; sentence: string; server?: string }
  /** What a scheduled scan did, or an edition waits for. */
  | { kind: 'ticked'; sentences: string[] }
  /** An error that nobody foresaw, and that what follows goes on in spite of; as a log has it. */
  | { kind: 'unforeseen'; stack: string }
  | { kind: 'failed'; problems: Problem[] }
