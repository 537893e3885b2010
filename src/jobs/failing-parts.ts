import { Temporal } from 'temporal-polyfill'
import { sayMoment } from '../config/say-time.ts'

/** What passes sooner is no news for a monitor. */
const PATIENCE = { minutes: 5 }

const PLANNING = new Set(['refresh', 'scan', 'schedule'])

/** What of the publication decides which parts matter. */
export interface PartsThatMatter {
  newsletters: { id: string }[]
  smtp: { name: string }[]
  site: { timezone: string }
}

/**
 * What has failed for some minutes of what mails need: planning, a newsletter's own, or every mail server. In a sentence that
 * anybody may read; undefined where nothing does.
 */
export function failingFor(
  failing: { part: string; since: Temporal.Instant }[],
  { newsletters, smtp, site }: PartsThatMatter,
  now: Temporal.Instant,
): string | undefined {
  const long = failing.filter(({ since }) => Temporal.Instant.compare(since.add(PATIENCE), now) <= 0)
  const isNewsletter = new Set(newsletters.map(({ id }) => `newsletter ${id}`))
  const part = long.find(({ part }) => PLANNING.has(part) || isNewsletter.has(part))
  const said = (since: Temporal.Instant) => sayMoment(since, site.timezone)
  if (part) return `Planning has failed since ${said(part.since)} (${part.part}): broadsheet status says why.`
  const servers = smtp.map(({ name }) => long.find(({ part }) => part === `server ${name}`)?.since)
  const latest = servers.toSorted((a, b) => (a?.epochMilliseconds ?? 0) - (b?.epochMilliseconds ?? 0)).at(-1)
  if (latest === undefined || servers.includes(undefined)) return undefined
  return `No mail server has taken mail since ${said(latest)}: broadsheet status says why.`
}
