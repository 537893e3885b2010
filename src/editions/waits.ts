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
  /** When it goes on, and what can be done until then: a sentence each. */
  next: string[]
}

/** When a newsletter's mails may leave. */
export interface SendingTimes {
  hours: Hours
  timezone: string
}

export function sendingTimes({ newsletters, site }: Settings, id: string): SendingTimes {
  const hours = newsletters.find((newsletter) => newsletter.id === id)?.hours ?? ALL_DAY
  return { hours, timezone: site.timezone }
}

type Settings = Pick<Config, 'newsletters' | 'site'>

/** Undefined: its mails may leave now; or it is not to go at all. */
export function waitOf(edition: Edition, config: Settings, now: Temporal.Instant): Wait | undefined {
  if (!GOING_STATES.includes(edition.state)) return undefined
  const { hours, timezone } = sendingTimes(config, edition.newsletter)
  const from = isDelayed(edition, now) ? edition.startsAt : now
  const until = opensAt(hours, timezone, from)
  if (Temporal.Instant.compare(until, now) <= 0) return undefined
  const moment = sayMoment(until, timezone)
  return until.equals(from)
    ? { for: 'delay', until, next: duringDelay(editionName(edition), moment) }
    : { for: 'hours', until, next: outsideHours(edition, moment, hours) }
}

/** It may go, and waits for its time to be undone to be over. */
export function isDelayed<E extends Pick<Edition, 'state' | 'startsAt'>>(
  edition: E,
  now: Temporal.Instant,
): edition is E & { startsAt: Temporal.Instant } {
  const { state, startsAt } = edition
  return state === 'approved' && startsAt !== undefined && Temporal.Instant.compare(startsAt, now) > 0
}

function duringDelay(name: string, moment: string): string[] {
  return [
    `Starts at ${moment}.`,
    `Until then: broadsheet cancel ${name}, or broadsheet pause ${name}.`,
    `At once: broadsheet release ${name}.`,
  ]
}

function outsideHours(edition: Edition, moment: string, hours: Hours): string[] {
  const goes = edition.state === 'approved' ? 'Starts' : 'Goes on'
  return [
    `${goes} at ${moment}, since its mails leave ${sayHours(hours)}.`,
    `Until then: broadsheet cancel ${editionName(edition)}.`,
  ]
}

/** `weekly/12 starts at 2026-11-30 09:10. Until then: broadsheet cancel weekly/12, …` */
export function waitSentence(edition: Edition, { next: [when, ...commands] }: Wait): string {
  return [editionName(edition), lowerFirst(when), ...commands].join(' ')
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
