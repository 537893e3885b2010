import { domainToASCII } from 'node:url'
import type { Mailbox } from '../config/mailbox.ts'

/** The domain, in ASCII, that a newsletter speaks for: its Message-IDs, its List-ID and Gmail's reports go by it. */
export function senderDomain(from: Mailbox): string {
  return domainToASCII(from.address.slice(from.address.lastIndexOf('@') + 1))
}
