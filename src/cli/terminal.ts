/** Where a command reads and writes. Handed in, so that commands can be tested. */
export interface Terminal {
  /** Results, on stdout. */
  out(text: string): void
  /** Problems and progress, on stderr. */
  err(text: string): void
  /** Somebody is there to answer a question. */
  isInteractive: boolean
  /** Progress can be drawn. */
  canDraw: boolean
  confirm(question: string): Promise<boolean>
}
