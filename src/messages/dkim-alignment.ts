import { basename } from 'node:path'
import type { Config } from '../config/config.ts'
import type { Mailbox } from '../config/mailbox.ts'
import { type Problem, warning } from '../config/problem.ts'
import type { DkimKey } from './dkim-key.ts'
import { senderDomain } from './sender-domain.ts'

/**
 * Whether a domain's signature speaks for a sender: the two domains are the same, or one is below the other. That is
 * DMARC's relaxed alignment (RFC 7489 §3.1.1) but for sister domains, which take a list of public suffixes to tell.
 */
export function isAligned(domain: string, sender: Mailbox): boolean {
  const own = senderDomain(sender)
  return own === domain || own.endsWith(`.${domain}`) || domain.endsWith(`.${own}`)
}

/** Those of the keys that sign for a sender. */
export function keysOf(sender: Mailbox, keys: DkimKey[]): DkimKey[] {
  return keys.filter(({ domain }) => isAligned(domain, sender))
}

/** Warns of each `[[dkim]]` that signs no newsletter. */
export function adviseOnDkim({ dkim, newsletters, file }: Config): Problem[] {
  return dkim
    .filter(({ domain }) => !newsletters.some(({ from }) => isAligned(domain, from)))
    .map(({ domain, selector }) =>
      warning(
        'dkim.unaligned',
        `The key "${selector}" of ${domain} signs nothing: no newsletter is from that domain.`,
        {
          file: basename(file),
          hint: "Write the domain of a newsletter's from, or one above it, in [[dkim]].",
        },
      ),
    )
}
