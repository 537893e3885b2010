import { Temporal } from 'temporal-polyfill'
import { SUPPRESSION_REASONS, type SuppressionStep } from '../subscriber.ts'
import { jsonInRecord, onOneLine } from './consents-text.ts'

/** `suppressed 2026-01-31T09:00:00Z bounced weekly/12 | lifted 2026-02-01T10:00:00Z bounced cli {"note":"by phone"}`, in one cell. */
export function writeSuppressionSteps(steps: SuppressionStep[]): string {
  return steps
    .map(({ action, at, reason, source, note }) => {
      const said = note === undefined ? undefined : { note }
      return `${action} ${at} ${reason} ${onOneLine(source)} ${jsonInRecord(said)}`.trim()
    })
    .join(' | ')
}

/** The inverse; what is not written so is left out. */
export function readSuppressionSteps(cell: string): SuppressionStep[] {
  return cell.split(' | ').flatMap((part) => {
    const [, action, time, word, said = ''] = /^(suppressed|lifted) (\S+) (\S+)(?: (.*))?$/.exec(part.trim()) ?? []
    const reason = SUPPRESSION_REASONS.find((known) => known === word)
    try {
      return reason && time
        ? [{ action: action as SuppressionStep['action'], at: Temporal.Instant.from(time), reason, ...parted(said) }]
        : []
    } catch {
      return []
    }
  })
}

function parted(said: string): { source: string; note?: string } {
  const at = said.search(/(?:^| )\{"note":/)
  if (at === -1) return { source: said }
  try {
    const { note } = JSON.parse(said.slice(at)) as { note?: unknown }
    return { source: said.slice(0, at), ...(typeof note === 'string' && { note }) }
  } catch {
    return { source: said }
  }
}
