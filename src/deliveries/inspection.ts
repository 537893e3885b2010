/** An edition whose rows do not add up: candidates = deliveries + excluded. */
export interface UnaccountedEdition {
  newsletter: string
  number: number | null
  candidates: number
  deliveries: number
  excluded: number
}

/** All that can be told of a database without changing it. */
export interface Inspection {
  file: string
  bytes: number
  subscriberCount: number
  /** The highest number of each newsletter; null: none yet. */
  newsletters: { id: string; number: number | null }[]
  /** In SQLite's words. */
  damage: string[]
  /** Rows that refer to one that is not there, by table. */
  dangling: { table: string; count: number }[]
  unaccounted: UnaccountedEdition[]
  /** Others on this machine may read it. */
  isOpenToOthers: boolean
}
