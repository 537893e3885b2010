import { Temporal } from 'temporal-polyfill'
import type { Followed } from '../actions/delivery/follow-edition.ts'
import { count } from '../config/count.ts'
import { printable } from '../config/printable.ts'
import { sayDuration } from '../config/say-time.ts'
import type { DeliveryCounts } from '../deliveries/edition-progress.ts'
import { editionProgress } from '../deliveries/edition-progress.ts'
import { isMoving } from '../editions/edition.ts'
import { afterRejections } from '../editions/stopped.ts'
import { cameTwice } from './came-twice.ts'
import { sayState } from './say-state.ts'

/** How a send ended. */
export interface SendEnd {
  edition: string
  followed: Followed
  /** Somebody stopped it. */
  isInterrupted: boolean
  /** Another process that delivers: what is on its way is that one's. */
  deliverer?: string
  /** What delivery said while it was followed, which need not be said again. */
  told: string[]
}

/** Stopped before it was done. */
export function isCutShort({ followed, isInterrupted }: SendEnd): boolean {
  return isInterrupted && (isMoving(followed.edition) || followed.edition.state === 'settling')
}

/** What became of an edition, and what it needs. */
export function describeSent(end: SendEnd, byWhat: string): string {
  const took = sayDuration(Temporal.Duration.from({ milliseconds: Math.round(end.followed.seconds * 1000) }))
  if (isCutShort(end) && end.followed.waits) return [end.followed.waits, ...afterCut(end)].join('\n')
  return isCutShort(end)
    ? [`${describeCutShort(end)}; ${took}.`, ...twice(end), ...afterCut(end)].join('\n')
    : [`${describeEnd(end)}; ${took}, ${byWhat}.`, ...twice(end), ...unsaid(end)].join('\n')
}

function twice({ followed: { mayHaveComeTwice } }: SendEnd): string[] {
  return mayHaveComeTwice > 0 ? [cameTwice(mayHaveComeTwice)] : []
}

/** An alarm says what to do, too. */
function unsaid({ edition, followed, told }: SendEnd): string[] {
  const isSaid = told.some(
    (sentence) => /broadsheet (resume|release) /.test(sentence) && sentence.startsWith(`${edition} `),
  )
  return isSaid ? [] : nextSteps(edition, followed)
}

/** `weekly/12 is on its way: 24 of 150 sent, 2 rejected` */
function describeCutShort({ edition, followed: { counts } }: SendEnd): string {
  const { accepted = 0, queued, sending, ...others } = counts
  const sent = `${accepted} of ${editionProgress(counts).total} sent`
  return `${edition} is on its way: ${[sent, ...inNumbers(others)].join(', ')}`
}

function afterCut({ followed: { counts, waits }, deliverer }: SendEnd): string[] {
  if (waits) return [deliverer ? `It is left waiting: ${deliverer} delivers it.` : LEFT_WAITING]
  if (deliverer) return [`It goes on: ${deliverer} delivers it.`]
  return [
    ...(counts.sending ? [mayComeTwice(counts.sending)] : []),
    'Go on with: broadsheet run --once. A running `broadsheet serve` goes on by itself.',
  ]
}

const LEFT_WAITING =
  'It is left waiting: a running `broadsheet serve` sends it then, or a `broadsheet run --once` after that moment.'

/** SMTP cannot say whether a mail was taken whose answer nobody heard or wrote down. */
export function mayComeTwice(mails: number): string {
  return `${count(mails, 'mail was', 'mails were')} on ${mails === 1 ? 'its' : 'their'} way, and may come twice.`
}

/** `weekly/12 is sent: 3 accepted` */
function describeEnd({ edition, followed }: SendEnd): string {
  const { state, reason } = followed.edition
  const numbers = inNumbers(followed.counts)
  const why = reason ? ` (${printable(reason)})` : ''
  return `${edition} is ${sayState(state)}${why}${numbers.length > 0 ? `: ${numbers.join(', ')}` : ''}`
}

function inNumbers(counts: DeliveryCounts): string[] {
  return Object.entries(counts).map(([name, number]) => `${number} ${name}`)
}

function nextSteps(edition: string, followed: Followed): string[] {
  const { state, reason } = followed.edition
  if (state === 'held') return [`Let it go with: broadsheet release ${edition}.`]
  if (state === 'paused' && reason === 'rejections') return afterRejections(edition)
  if (state === 'paused') return [`Go on with: broadsheet resume ${edition}.`]
  return state === 'settling' ? settling(followed) : []
}

function settling({ counts: { deferred = 0, uncertain = 0 }, untried, untriedWait }: Followed): string[] {
  return [
    ...untriedWait,
    ...(untried > 0 ? [LATER] : []),
    ...(deferred > untried || uncertain > 0 || untried === 0 ? [SETTLING] : []),
  ]
}

const LATER = 'A running `broadsheet serve` sends what waits, or a `broadsheet run --once` after that moment.'

/** Of what was tried, and is not in a last state. */
const SETTLING =
  'What was deferred is tried again: a running `serve` does it, else `broadsheet run --once`. What is uncertain: broadsheet status.'
