/** Where a command reads and writes. Handed in, so that commands can be tested. */
export interface Terminal {
  /** A result, on stdout, with a line end. */
  out(text: string): void
  /** A piece of a result, as it is. Done when it has been taken: a slow reader is waited for, and a long result never held whole. */
  write(text: string): Promise<void>
  /** Problems and progress, on stderr. */
  err(text: string): void
  /** Somebody is there to answer a question. */
  isInteractive: boolean
  /** Progress can be drawn. */
  canDraw: boolean
  /** Puts a line in the place of the one that was drawn before; whatever is said next takes its place. */
  draw(line: string): void
  /** Takes away the line that was drawn. */
  erase(): void
  /** Undefined: somebody pressed Ctrl-C. */
  confirm(question: string): Promise<boolean | undefined>
  /** One of several, each with a few words on it; the first is what is taken by Enter alone. Undefined as above. */
  choose<Name extends string>(question: string, options: Record<Name, string>): Promise<Name | undefined>
}
