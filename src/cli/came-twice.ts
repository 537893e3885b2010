import { count } from '../config/count.ts'

/** What readers may see of a sender that was killed, or of an answer that was lost. */
export function cameTwice(mails: number): string {
  return `${count(mails, 'mail', 'mails')} may have come twice: what the server answered was lost, and ${mails === 1 ? 'it was' : 'they were'} sent again.`
}
