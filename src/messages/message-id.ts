/**
 * `<weekly.12.BIRTH.HANDLE@lantern.example>`: who got which edition. Derived, so that a mail sent a second time after a crash
 * is recognised as the same one; by its birth, so that another edition with that number, after a restore, is not. A contract.
 * RFC 5322 §3.6.4; every part is a dot-atom by its own rules.
 * @param domain of the newsletter's sender, in ASCII
 */
export function messageId(
  edition: { newsletter: string; number: number | string; birth?: string },
  subscriberHandle: string,
  domain: string,
): string {
  const { newsletter, number, birth } = edition
  return `<${[newsletter, number, ...(birth ? [birth] : []), subscriberHandle].join('.')}@${domain}>`
}

/** Of the edition itself and of its corrections, as it stands in a Message-ID: `12`, `trial-3`, `12-correction-1`. */
export function placeInId(place: string): string {
  return place.replaceAll(' ', '-')
}

/** The id of a test mail, apart from every edition's: `nonce` is random, so that a mail client shows a second test too. */
export function testMessageId(newsletter: string, nonce: string, domain: string): string {
  return `<${newsletter}.test.${nonce}@${domain}>`
}
