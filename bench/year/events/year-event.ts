import type { World } from '../world.ts'

/** Something that can happen in a year. A new kind of event is one more of these in all-events.ts. */
export interface YearEvent {
  /** As the diary of a failed year shows it. */
  name: string
  /** How often it happens, beside the others. */
  weight: number
  happen(world: World): Promise<void>
}
