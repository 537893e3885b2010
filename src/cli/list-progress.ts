import type { ImportProgress } from '../actions/subscribers/import-progress.ts'
import { sayNumber } from '../config/say-number.ts'
import type { Terminal } from './terminal.ts'

/** Lines in a log come at most this often. */
const LINE_EVERY_MS = 5_000

/** How far an import is: one line that is written over on a terminal, now and then a line without one, nothing with `--json`. */
export function showListProgress(terminal: Terminal, json: boolean | undefined): (progress: ImportProgress) => void {
  if (json) return () => {}
  if (terminal.canDraw) return (progress) => terminal.draw(describe(progress))
  let lastAt: number | undefined
  return (progress) => {
    const now = progress.at.epochMilliseconds
    lastAt ??= now
    if (now - lastAt < LINE_EVERY_MS) return
    lastAt = now
    terminal.err(describe(progress))
  }
}

function describe(progress: ImportProgress): string {
  if (progress.step === 'reading') return `Reading the list: ${Math.floor(progress.share * 100)} %`
  return `${sayNumber(progress.done)} of ${sayNumber(progress.of)} written`
}
