import type { Logger } from 'pino'
import { withCadence } from '../cli/layout-text.ts'
import type { Config } from '../config/config.ts'
import { formatProblem, type Problem } from '../config/problem.ts'
import { sayDuration, sayMoment } from '../config/say-time.ts'
import { isOnPublication } from '../config/schedule-kind.ts'
import { isLoopback } from '../config/smtp-url.ts'
import { nextOccurrence } from '../jobs/cron.ts'
import type { Store } from '../store/open-store.ts'
import { clock } from './clock.ts'
import { preflightPorts } from './preflight-ports.ts'
import { mailboxDir } from './web-ports.ts'

/** Better now than when the first edition is held for it. */
export async function warnOfWebUrl(config: Config, store: Store, log: Logger): Promise<void> {
  const isAsked =
    config.web.probe && config.web.url.startsWith('https:') && config.smtp.length > 0 && !mailboxDir(config)
  const { problem }: { problem?: Problem } = isAsked ? await preflightPorts(config, store).probe() : {}
  if (problem) log.warn(`Nobody could unsubscribe: ${formatProblem(problem)}`)
}

/** Where it is, and when each newsletter goes out next, in the site's zone. */
export function greeting(config: Config, hasWeb: boolean): string[] {
  const { timezone } = config.site
  const next = config.newsletters.flatMap(({ id, schedules, quiet }) =>
    Object.entries(schedules).map(([cadence, schedule]) => {
      const name = withCadence(id, cadence)
      if (isOnPublication(schedule)) return `${name}: on publication, once quiet for ${sayDuration(quiet)}`
      const at = nextOccurrence(schedule, timezone, clock())
      return at ? `${name}: next run ${sayMoment(at, timezone)} (${timezone})` : `${name}: its schedule is never due`
    }),
  )
  const { host, port } = config.web
  const captured = mailboxDir(config) ? [`test mailbox: ${mailboxPlace(config)}`] : []
  return [...(hasWeb ? [`listening on http://${host}:${port}/`, ...captured] : []), ...next]
}

/** It is shown on this machine alone (routes/mailbox.tsx), so that another address of it leads nowhere. */
function mailboxPlace(config: Config): string {
  const { host, port } = config.web
  const isEverywhere = host === '0.0.0.0' || host === '::'
  if (!isEverywhere && !isLoopback(host)) return `${mailboxDir(config)}`
  const named = isEverywhere ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host
  return `http://${named}:${port}/mailbox/, from this machine alone`
}
