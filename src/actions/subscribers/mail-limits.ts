import { createHash } from 'node:crypto'
import type { Temporal } from 'temporal-polyfill'
import type { Config } from '../../config/config.ts'
import type { Rate } from '../../config/rate.ts'

export interface MailLimitPorts {
  config: Config
  limits: { take(name: string, rate: Rate, at: Temporal.Instant): Promise<boolean> }
}

/** Where nobody can sign up, and so nothing is set. */
const THREE_A_DAY: Rate = { count: 3, seconds: 86_400 }

/** Whether one more mail that somebody asked for may go to an address, as often as confirmations may. */
export function mayMail({ config, limits }: MailLimitPorts, key: string, at: Temporal.Instant): Promise<boolean> {
  const rate = config.subscribe?.limits.address ?? THREE_A_DAY
  return limits.take(limitName('preferences address', key), rate, at)
}

/** No address stands in the table of limits. */
export function limitName(what: string, value: string): string {
  return `${what} ${createHash('sha256').update(value).digest('base64url').slice(0, 22)}`
}
