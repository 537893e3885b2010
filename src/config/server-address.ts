import { relative } from 'node:path'
import type { SmtpEndpoint } from './config.ts'

const USUAL_PORTS: Record<string, number> = { smtp: 25, smtps: 465 }

/** Where a server is, as one would write it in `url`, without a login: `smtp://relay.example:587`, `mailbox:dist/mail`. */
export function serverAddress({ kind, host = '', port, mailboxDir = '' }: SmtpEndpoint, dir: string): string {
  if (kind === 'mailbox') return `mailbox:${relative(dir, mailboxDir) || '.'}`
  const name = host.includes(':') ? `[${host}]` : host
  return `${kind}://${name}${port === undefined || port === USUAL_PORTS[kind] ? '' : `:${port}`}`
}
