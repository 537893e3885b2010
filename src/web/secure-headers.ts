import type { secureHeaders } from 'hono/secure-headers'

/** What each answer bears, whatever it is. */
export const HEADERS: Parameters<typeof secureHeaders>[0] = {
  referrerPolicy: 'no-referrer',
  // Over https alone (RFC 6797 §7.2), and of this host alone: a subdomain may well have no certificate. See web.tsx.
  strictTransportSecurity: false,
  // A picture's own header stands: mails show it on other sites.
  overwrite: false,
  // A mail in its sandbox has another origin, and the browser would complain of the two.
  originAgentCluster: false,
}
