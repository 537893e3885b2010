import { listOf, matching, path, read, table } from './config-shapes.ts'
import { parseDomain } from './mailbox.ts'

/** Keys that mails are signed with. */
export function dkim(dir: string) {
  const key = table('Write each key that signs mails below a line [[dkim]].', {
    /** In ASCII. */
    domain: read(parseDomain, 'Write the domain that signs: domain = "lantern.example".'),
    selector: matching(
      /^[a-z0-9]+(?:[.-][a-z0-9]+)*$/i,
      'Write the name under which the public key is in the DNS: selector = "b2026".',
    ),
    // Not the key itself, with its BEGIN line or bare: taken for the path of a file that is not there, it would be shown.
    key: path(
      dir,
      matching(
        /^(?!-----|M[A-Za-z0-9+/]{50})[^\r\n]+$/,
        'Write the path of the file with the private key: key = "keys/dkim.pem".',
      ),
    ),
  })
  const named = key.transform(({ key: keyFile, ...rest }) => ({ ...rest, keyFile }))
  return listOf(named, 'Write each key that signs mails below a line [[dkim]].', {
    nameOf: ({ selector, domain }) => `${selector}._domainkey.${domain}`,
    key: 'selector',
    error: 'Give each key a selector of its own.',
  })
}
