import type { PrintedBody } from '../../posts/printed-bodies.ts'
import type { RanProgram } from '../run-program.ts'

/** A site's own program, by which its bodies can be rendered. To run it is to run the site's code. */
export interface EngineProgram {
  /** As it is called by whoever runs it. */
  name: string
  /** Its file; undefined where it is not installed. */
  file: string | undefined
  /** What it leaves in the site's folder when its author runs it, below that: none of it decides what it makes. */
  writes: string[]
  /** Folders that decide, too, from the site's; those within it are looked at anyway. */
  beside: string[]
  /** Of every page that it publishes, with its absolute address. The site's folder is left as it was. @throws ProgramFailed */
  render(limits: ProgramLimits): Promise<PrintedBody[]>
}

export interface ProgramLimits {
  withinMs: number
  /** Printed. */
  mostBytes: number
  /** Of all bodies together. */
  mostMade: number
}

/** The message is what went wrong, to go on a sentence. */
export class ProgramFailed extends Error {
  override readonly name = 'ProgramFailed'
}

type RunLimits = Pick<ProgramLimits, 'withinMs' | 'mostBytes'>

/** @throws ProgramFailed where it did not end by itself */
export function endedItself(ran: RanProgram, limits: RunLimits) {
  if (ran.ended === 'itself') return ran
  throw new ProgramFailed(cutShort(ran.ended, limits))
}

/** Why it did not end by itself, to go on a sentence. */
export function cutShort(ended: Exclude<RanProgram['ended'], 'itself'>, { withinMs, mostBytes }: RunLimits): string {
  if (ended === 'missing') return 'it cannot be started'
  return ended === 'late'
    ? `it took longer than ${withinMs / 1000} seconds`
    : `it printed more than ${Math.round(mostBytes / 1024)} kB`
}
