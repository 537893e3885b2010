import type { SuppressionReason } from '../subscriber.ts'

/**
 * What a list says of a person, the later the stricter: of several words for one address the strictest counts. `pending`
 * never confirmed. The last three are addresses that must not be mailed by anybody.
 */
const SAID = ['active', 'pending', 'unsubscribed', 'bounced', 'blocked', 'complained'] as const

export type Said = (typeof SAID)[number]

export function stricter(a: Said | undefined, b: Said | undefined): Said | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return SAID.indexOf(a) >= SAID.indexOf(b) ? a : b
}

const REASONS: Partial<Record<Said, SuppressionReason>> = {
  bounced: 'bounced',
  blocked: 'operator',
  complained: 'complaint',
}

/** Why an address is suppressed of which a list says this; undefined where it is not. */
export function suppressionOf(said: Said): SuppressionReason | undefined {
  return REASONS[said]
}

/** The words in which an operator says what a value means: those of our own lists. */
export function saidByOperator(word: string): Said | undefined {
  if (word === 'suppressed') return 'blocked'
  return SAID.find((said) => said === word)
}
