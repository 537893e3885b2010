import type { World } from '../world.ts'

/** One thing that is true of every year: gives a sentence for each breach that it finds. */
export interface Rule {
  name: string
  /** After each scan and send. */
  daily?(world: World): string[]
  /** When the year is over, and a calm month has passed in which the operator did what the program asked for. */
  atEnd?(world: World): Promise<string[]>
}
