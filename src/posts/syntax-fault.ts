/** What is wrong with a text in a data language. */
export interface SyntaxFault {
  message: string
  /** 1-based, within the text that was read. */
  line?: number
  column?: number
}
