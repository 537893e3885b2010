/** What somebody changes of one newsletter that they get: only what is named here, whatever else changes at the same time. */
export interface Chosen {
  newsletter: string
  /** Undefined: as it is. */
  cadence?: string
  /** Topics. */
  add: string[]
  drop: string[]
}

/** A newsletter that somebody begins to get. */
export interface Wish {
  newsletter: string
  cadence: string
  topics: string[]
}

/** A form as it was shown and as it came back. */
export interface Choices {
  cadence?: string
  topics: string[]
}

/** What a person changed: what they left as it was shown stays as it is by now, which may be another thing. */
export function chosenBetween(newsletter: string, shown: Choices, sent: Choices): Chosen {
  return {
    newsletter,
    ...(sent.cadence !== undefined && sent.cadence !== shown.cadence && { cadence: sent.cadence }),
    add: sent.topics.filter((topic) => !shown.topics.includes(topic)),
    drop: shown.topics.filter((topic) => !sent.topics.includes(topic)),
  }
}

/** The page shows what belongs to somebody for so long after its link was made. */
export const LINK_DAYS = 7
