/** Why somebody who subscribed gets nothing of an edition, in words; `reason` is the store's. */
export function whyLeftOut(reason: string): string {
  return WORDS[reason] ?? reason
}

const WORDS: Record<string, string> = {
  suppressed: 'suppressed',
  'had-it': 'had it already',
  'subscribed-later': 'subscribed after it was new; to send it to them too: send --post FILE',
  'other-topics': 'asked for other topics',
  'nothing-due': 'nothing is new for them',
  left: 'left since',
  'joined-later': 'subscribed after it was planned',
  'did-not-get-it': 'did not get the edition',
  changed: 'would get other posts than was planned',
}
