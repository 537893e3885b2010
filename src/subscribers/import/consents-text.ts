import { Temporal } from 'temporal-polyfill'
import type { ConsentAction, WrittenConsent } from '../subscriber.ts'

const ACTIONS: ConsentAction[] = ['subscribed', 'confirmed', 'imported', 'unsubscribed', 'resubscribed', 'removed']

/** `subscribed 2026-01-31T09:00:00Z cli | unsubscribed 2026-02-01T10:00:00Z one-click`: the record, in one cell. */
export function writeConsents(consents: WrittenConsent[]): string {
  return consents.map(({ action, at, source }) => `${action} ${at} ${onOneLine(source)}`.trim()).join(' | ')
}

/** The inverse; what is not written so is left out. */
export function readConsents(cell: string): WrittenConsent[] {
  return cell.split(' | ').flatMap((part) => {
    const [, word, time, source = ''] = /^(\S+) (\S+)(?: (.*))?$/.exec(part.trim()) ?? []
    const action = ACTIONS.find((known) => known === word)
    try {
      return action && time ? [{ action, at: Temporal.Instant.from(time), source }] : []
    } catch {
      return []
    }
  })
}

/** A source is a file's name or an operator's words: no line break, and not what parts two records. */
function onOneLine(source: string): string {
  return source
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(/\|/g, '/')
    .trim()
}
