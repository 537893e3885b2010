/** The wordings of consent that ever stood beside a button, by version. A record names one for good: add, never change. */
export const WORDING_VERSIONS = [1] as const

export type WordingVersion = (typeof WORDING_VERSIONS)[number]

/** The one that stands there now. */
export const CURRENT_WORDING: WordingVersion = 1
