/** Where a command reads and writes. Handed in, so that commands can be tested. */
export interface Terminal {
  /** A result, on stdout, with a line end. */
  out(text: string): void
  /** A piece of a result, as it is. */
  write(text: string): void
  /** Problems and progress, on stderr. */
  err(text: string): void
  /** Somebody is there to answer a question. */
  isInteractive: boolean
  /** Progress can be drawn. */
  canDraw: boolean
  confirm(question: string): Promise<boolean>
}
