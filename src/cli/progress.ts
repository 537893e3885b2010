import { progress } from '@clack/prompts'
import type { Temporal } from 'temporal-polyfill'
import type { Followed } from '../actions/delivery/follow-edition.ts'
import { printable } from '../config/printable.ts'
import type { Terminal } from './terminal.ts'

export interface ProgressShown {
  show(followed: Followed): void
  say(sentence: string): void
  end(): void
}

/** Lines in a log come at most this often. */
const LINE_EVERY_MS = 5_000

/** How far an edition is: a bar on a terminal, plain lines without one, nothing with `--json`. */
export function showProgress(terminal: Terminal, edition: string, json: boolean | undefined): ProgressShown {
  if (json) return { show: () => {}, say: () => {}, end: () => {} }
  return terminal.canDraw ? bar(terminal, edition) : lines(terminal, edition)
}

function bar(terminal: Terminal, edition: string): ProgressShown {
  let drawn: ReturnType<typeof progress> | undefined
  let done = 0
  return {
    show(followed) {
      if (followed.progress.total === 0) return
      if (!drawn) {
        drawn = progress({ max: followed.progress.total })
        drawn.start(edition)
      }
      drawn.advance(followed.progress.done - done, describe(followed))
      done = followed.progress.done
    },
    say: (sentence) => (drawn ? drawn.message(printable(sentence)) : terminal.err(printable(sentence))),
    end: () => drawn?.stop(edition),
  }
}

function lines(terminal: Terminal, edition: string): ProgressShown {
  let lastAt = 0
  return {
    show(followed) {
      const now = followed.at.epochMilliseconds
      if (followed.progress.total === 0 || now - lastAt < LINE_EVERY_MS) return
      lastAt = now
      terminal.err(`${edition}: ${describe(followed)}`)
    },
    say: (sentence) => terminal.err(printable(`${edition}: ${sentence}`)),
    end: () => {},
  }
}

function describe({ progress, pace }: Followed): string {
  const rate = pace.perSecond > 0 ? `, ${Math.round(pace.perSecond)}/s` : ''
  const left = pace.left ? `, ${describeDuration(pace.left)} left` : ''
  return `${progress.done} of ${progress.total}${rate}${left}`
}

/** `1 h 5 min`, `5 min`, `40 s`. Not by toLocaleString, which says PT40S where Node has no Intl.DurationFormat (before 23). */
function describeDuration(duration: Temporal.Duration): string {
  const { hours, minutes, seconds } = duration.round({ largestUnit: 'hours', smallestUnit: 'seconds' })
  if (hours > 0) return `${hours} h ${minutes} min`
  return minutes > 0 ? `${minutes} min` : `${seconds} s`
}
