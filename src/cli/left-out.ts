/** Why somebody who subscribed gets nothing of an edition, in words; `reason` is the store's. */
export function whyLeftOut(reason: string): string {
  return WORDS[reason] ?? reason
}

const WORDS: Record<string, string> = {
  suppressed: 'suppressed',
  'nothing-due': 'had it already, subscribed after it was new, or asked for other topics',
  left: 'left after it was planned',
  'joined-later': 'subscribed after it was planned',
  changed: 'would get other posts than was planned',
}
