/** A text file of the output with its precompressed files, which say the same. */
export interface BuiltDocument {
  /** Tells this state of the three files from any other. */
  stamp: string
  bytes: Uint8Array
  /** Absent where the neighbour is not there, or (for a moment of a build) still that of the file before. */
  gzip?: Uint8Array
  br?: Uint8Array
  /** When it was put in its place: epoch milliseconds. */
  modifiedAt: number
}
