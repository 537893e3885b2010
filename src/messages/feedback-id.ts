import { createHash } from 'node:crypto'

/** Gmail asks 5 to 15 characters of a sender's identifier; its last field. */
const SENDER_ID = /^[a-z0-9.-]{5,15}$/

/**
 * `weekly.12:weekly:broadsheet:lantern.example`, by which Gmail's Postmaster Tools count complaints, from the right: by
 * sender, program, newsletter, edition. A domain of another length stands as 12 digits of its SHA-256.
 * https://support.google.com/mail/answer/6254652
 */
export function feedbackId(edition: string, newsletter: string, domain: string): string {
  const sender = SENDER_ID.test(domain) ? domain : createHash('sha256').update(domain).digest('hex').slice(0, 12)
  return `${edition.replace('/', '.').replaceAll(' ', '-')}:${newsletter}:broadsheet:${sender}`
}
