import { fileURLToPath } from 'node:url'
import { runWatched } from '../watched-process.ts'
import type { BroadsheetRound } from './broadsheet-round.ts'
import type { EditionTurn, Turn } from './figures.ts'
import type { LoopRound } from './plain-loop.ts'
import { type Load, runSmtpSource } from './postfix-tools.ts'

/** Postfix's load generator; `keepsOpen`: many messages on each connection. */
export async function smtpSource(port: number, load: Load, how: { keepsOpen: boolean }): Promise<Turn> {
  const { stdout: _, ...taken } = await runSmtpSource(port, load, how)
  return { messages: load.messages, ...taken }
}

/** It sends a fifth of the messages, for it is slower. */
export async function plainLoop(port: number, { messages, bytes, connections }: Load): Promise<Turn> {
  const fewer = Math.ceil(messages / 5)
  const args = [port, fewer, bytes, connections].map(String)
  const { stdout, peakMemory } = await runWatched(process.execPath, [program('plain-loop'), ...args])
  return { messages: fewer, ...(JSON.parse(stdout) as LoopRound), peakMemory }
}

/**
 * One edition to all subscribers of a publication. Throws where the ledger says that it was not accepted for all.
 * @param others workers in processes of their own, beside the one that is watched
 */
export async function broadsheet(
  configFile: string,
  database: string,
  { messages, bytes }: Load,
  others = 0,
): Promise<EditionTurn> {
  const { stdout, peakMemory } = await runWatched(process.execPath, [
    program('broadsheet-round'),
    configFile,
    database,
    String(bytes),
    String(others),
  ])
  const { accepted, delivering, ...round } = JSON.parse(stdout) as BroadsheetRound
  if (accepted !== messages) throw new Error(`of ${messages} mails ${accepted} were accepted`)
  return { ...round, messages, seconds: delivering, peakMemory }
}

/** A program beside this one, compiled. */
function program(name: string): string {
  return fileURLToPath(new URL(`./${name}.js`, import.meta.url))
}
