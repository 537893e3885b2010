/** Something that is sent in rounds, each of which begins what is due and not under way yet. */
export interface InRounds {
  /** @throws what ended one of an earlier round, and concerns all that is sent */
  round(): Promise<void>
  /** How many messages had an outcome, of what came to rest since it was last asked. */
  takeCount(): number
  readonly isBusy: boolean
  /** Waits for all that is under way. */
  settled(): Promise<void>
}

/** The first begins first in each round. */
export function together(...all: InRounds[]): InRounds {
  return {
    async round() {
      for (const each of all) await each.round()
    },
    takeCount: () => all.reduce((sum, each) => sum + each.takeCount(), 0),
    get isBusy() {
      return all.some(({ isBusy }) => isBusy)
    },
    async settled() {
      for (const each of all) await each.settled()
    },
  }
}
