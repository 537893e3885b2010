import type { Config } from '../../config/config.ts'

/** What a capture mailbox took does not count as sent for a real server. */
export function transportOf(config: Pick<Config, 'smtp'>): 'smtp' | 'mailbox' {
  return config.smtp[0]?.kind === 'mailbox' ? 'mailbox' : 'smtp'
}
