/** What became of the rows of a list. */
export interface ImportCounts {
  added: number
  /** Known as the row says: nothing changed. */
  already: number
  /** Kept out: left this newsletter before. */
  left: number
  /** Kept out: the address is suppressed. */
  suppressed: number
  /** Kept out: the address was erased. */
  erased: number
  /** The row says that they left: written down, or ended. */
  unsubscribed: number
  /** The row says that the address must not be mailed: written down. */
  newlySuppressed: number
}
