import { Temporal } from 'temporal-polyfill'
import type { Config } from '../config/config.ts'
import { ALL_DAY, type Hours, sayHours } from '../config/hours.ts'
import { sayMoment } from '../config/say-time.ts'
import { type Edition, editionName, GOING_STATES } from './edition.ts'
import { opensAt } from './hours.ts'

/** What keeps an edition that may go: the time to undo it, or the hours in which no mail leaves. */
export interface Wait {
  for: 'delay' | 'hours'
  until: Temporal.Instant
}

/** When a newsletter's mails may leave. */
export interface SendingTimes {
  hours: Hours
  timezone: string
}

export function sendingTimes({ newsletters, site }: Pick<Config, 'newsletters' | 'site'>, id: string): SendingTimes {
  const hours = newsletters.find((newsletter) => newsletter.id === id)?.hours ?? ALL_DAY
  return { hours, timezone: site.timezone }
}

/** Undefined: its mails may leave now; or it is not to go at all. */
export function waitOf(
  { state, startsAt }: Pick<Edition, 'state' | 'startsAt'>,
  { hours, timezone }: SendingTimes,
  now: Temporal.Instant,
): Wait | undefined {
  if (!GOING_STATES.includes(state)) return undefined
  const isDelayed = state === 'approved' && startsAt !== undefined && Temporal.Instant.compare(startsAt, now) > 0
  const from = isDelayed ? startsAt : now
  const until = opensAt(hours, timezone, from)
  if (Temporal.Instant.compare(until, now) <= 0) return undefined
  return { for: until.equals(from) ? 'delay' : 'hours', until }
}

type Waiting = Pick<Edition, 'newsletter' | 'number' | 'trial' | 'state'>

/** `weekly/12 starts at 2026-11-30 09:10; until then: broadsheet cancel weekly/12, …` */
export function waitSentence(edition: Waiting, wait: Wait, times: SendingTimes): string {
  const [when, ...commands] = whileItWaits(edition, wait, times)
  return `${editionName(edition)} ${lowerFirst(when)}${commands.length > 0 ? ` ${commands.join(' ')}` : ''}`
}

/** When it goes on, and what can be done until then: a sentence each. */
export function whileItWaits(edition: Waiting, { for: reason, until }: Wait, { hours, timezone }: SendingTimes) {
  const name = editionName(edition)
  const moment = sayMoment(until, timezone)
  const goes = edition.state === 'approved' ? 'Starts' : 'Goes on'
  if (reason === 'hours')
    return [`${goes} at ${moment}, since its mails leave ${sayHours(hours)}.`, `Until then: broadsheet cancel ${name}.`]
  return [
    `Starts at ${moment}.`,
    `Until then: broadsheet cancel ${name}, or broadsheet pause ${name}.`,
    `At once: broadsheet release ${name}.`,
  ]
}

function lowerFirst(text = ''): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}

/** The time to undo, from the moment at which somebody let it go; undefined where there is none. */
export function startsAt(
  { newsletters }: Pick<Config, 'newsletters'>,
  newsletter: string,
  at: Temporal.Instant,
): Temporal.Instant | undefined {
  const delay = newsletters.find(({ id }) => id === newsletter)?.startDelay
  return delay && !delay.blank ? at.add(delay) : undefined
}
