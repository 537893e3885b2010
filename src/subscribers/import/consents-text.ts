import { Temporal } from 'temporal-polyfill'
import { instantText } from '../instant-text.ts'
import { CONSENT_ACTIONS, type ConsentEvidence, type WrittenConsent } from '../subscriber.ts'

/** `subscribed 2026-01-31T09:00:00Z cli | unsubscribed 2026-02-01T10:00:00Z one-click`: the record, in one cell. */
export function writeConsents(consents: WrittenConsent[]): string {
  return consents
    .map(({ action, at, source, evidence }) =>
      `${action} ${instantText(at)} ${onOneLine(source)} ${jsonInRecord(evidence)}`.trim(),
    )
    .join(' | ')
}

/** The inverse; what is not written so is left out. */
export function readConsents(cell: string): WrittenConsent[] {
  return cell.split(' | ').flatMap((part) => {
    const [, word, time, said = ''] = /^(\S+) (\S+)(?: (.*))?$/.exec(part.trim()) ?? []
    const { source, evidence } = parted(said)
    const action = CONSENT_ACTIONS.find((known) => known === word)
    try {
      return action && time ? [{ action, at: Temporal.Instant.from(time), source, ...(evidence && { evidence }) }] : []
    } catch {
      return []
    }
  })
}

/** As JSON, which escapes what parts two records. */
export function jsonInRecord(said: object | undefined): string {
  return said ? JSON.stringify(said).replaceAll('|', '\\u007c') : ''
}

/** `form {"wording":1}`; braces that are no evidence are somebody's words. */
function parted(said: string): { source: string; evidence?: ConsentEvidence } {
  const at = said.search(/(?:^| )\{"/)
  if (at === -1) return { source: said }
  const evidence = readEvidence(said.slice(at).trim())
  return evidence ? { source: said.slice(0, at).trim(), evidence } : { source: said }
}

function readEvidence(text: string): ConsentEvidence | undefined {
  try {
    const { form, wording, language, network } = JSON.parse(text) as Record<string, unknown>
    return {
      ...(typeof form === 'string' && { form }),
      ...(Number.isSafeInteger(wording) && { wording: wording as number }),
      ...(typeof language === 'string' && { language }),
      ...(typeof network === 'string' && { network }),
    }
  } catch {
    return undefined
  }
}

/** A source is a file's name or an operator's words: no line break, and not what parts two records. */
export function onOneLine(source: string): string {
  return source
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(/\|/g, '/')
    .trim()
}
