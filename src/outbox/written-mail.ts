/** What is read of a mail. */
export interface WrittenMail {
  subject: string
  text: string
  html?: string
}
