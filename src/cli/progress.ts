import type { Followed } from '../actions/delivery/follow-edition.ts'
import { printable } from '../config/printable.ts'
import { sayDuration } from '../config/say-time.ts'
import type { Terminal } from './terminal.ts'

export interface ProgressShown {
  show(followed: Followed): void
  say(sentence: string): void
  end(): void
}

/** Lines in a log come at most this often. */
const LINE_EVERY_MS = 5_000
const BAR_WIDTH = 30

/**
 * How far an edition is: a bar on a terminal, plain lines without one, nothing with `--json`. The bar only writes: a
 * progress display that reads the keyboard would take Ctrl-C away from the program.
 */
export function showProgress(terminal: Terminal, edition: string, json: boolean | undefined): ProgressShown {
  if (json) return { show: () => {}, say: () => {}, end: () => {} }
  return terminal.canDraw ? bar(terminal, edition) : lines(terminal, edition)
}

function bar(terminal: Terminal, edition: string): ProgressShown {
  let drawn = ''
  return {
    show(followed) {
      const { total, done } = followed.progress
      if (total === 0) return
      const full = Math.floor((done / total) * BAR_WIDTH)
      drawn = `${edition}  [${'#'.repeat(full)}${'-'.repeat(BAR_WIDTH - full)}]  ${describe(followed)}`
      terminal.draw(drawn)
    },
    say(sentence) {
      terminal.err(printable(`${edition}: ${sentence}`))
      if (drawn) terminal.draw(drawn)
    },
    end: () => terminal.erase(),
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
  const left = pace.left ? `, ${sayDuration(pace.left)} left` : ''
  return `${progress.done} of ${progress.total}${rate}${left}`
}
