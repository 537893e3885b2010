/** What an import may say of an address. The order is that of strictness: of two rows for one address the later here wins. */
export const IMPORT_STATUSES = ['active', 'unsubscribed', 'suppressed'] as const

export type ImportStatus = (typeof IMPORT_STATUSES)[number]

/** Words of other services. `cleaned` is Mailchimp's for addresses that bounce. */
const WORDS: Record<string, ImportStatus | 'pending'> = {
  '': 'active',
  active: 'active',
  subscribed: 'active',
  confirmed: 'active',
  enabled: 'active',
  true: 'active',
  unsubscribed: 'unsubscribed',
  inactive: 'unsubscribed',
  disabled: 'unsubscribed',
  false: 'unsubscribed',
  suppressed: 'suppressed',
  cleaned: 'suppressed',
  bounced: 'suppressed',
  complained: 'suppressed',
  blocklisted: 'suppressed',
  pending: 'pending',
  unconfirmed: 'pending',
}

/** The status a word stands for; `pending` never confirmed and must not be mailed; undefined for an unknown word. */
export function readStatus(word: string): ImportStatus | 'pending' | undefined {
  const key = word.trim().toLowerCase()
  return Object.hasOwn(WORDS, key) ? WORDS[key] : undefined
}

export function stricter(a: ImportStatus, b: ImportStatus): ImportStatus {
  return IMPORT_STATUSES.indexOf(a) >= IMPORT_STATUSES.indexOf(b) ? a : b
}
