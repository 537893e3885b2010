/** By what mails go: a plan's own words for it. */
export interface ByWhat {
  transport: 'smtp' | 'mailbox'
  /** As written in `url`, without logins: `smtp://relay.example:587`, `mailbox:dist/mail`. */
  servers: string[]
}

/** `by smtp://relay.example:587`, `into the test mailbox dist/mail` */
export function sayByWhat({ transport, servers }: ByWhat): string {
  if (transport === 'mailbox') return `into the test mailbox ${servers.join(', ').replace(/^mailbox:/, '')}`
  return servers.length === 0 ? 'by no server: there is none yet' : `by ${servers.join(' and ')}`
}
