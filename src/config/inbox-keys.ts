import { address, choice, listOf, read, table, words } from './config-shapes.ts'
import { parseInboxUrl } from './inbox-url.ts'
import { isAddress } from './mailbox.ts'

/** With `+` and 20 characters the part before the @ has 64 at most (RFC 5321 §4.5.3.1.1). */
const mayBeTagged = (address: string) =>
  !isAddress(address) || (/^[^\s+@"]{1,43}@/.test(address) && /^[!-~]+@/.test(address))
const TAGGED =
  'Write an address with at most 43 letters, digits and signs before the @, and no +: what stands behind the + is added to it.'

const inbox = table('Write the inbox below a line [[inboxes]].', {
  name: words('Write a name for the logs: name = "bounces".').optional(),
  url: read(
    parseInboxUrl,
    'Write "imaps://HOST/FOLDER" or "imap://HOST/FOLDER"; user and password have keys of their own.',
  ),
  user: words('Write the user: user = "${INBOX_USER}".'),
  password: words('Write the password: password = "${INBOX_PASSWORD}".'),
  /** What comes to it, and to it with `+` and more before the `@`, is in this inbox. */
  address: address().refine(mayBeTagged, TAGGED),
  tls: choice(['required', 'insecure'], 'Write "required" or "insecure".').optional(),
})

/** The first is where mails come back to. */
export const inboxes = listOf(inbox, 'Write each inbox below a line [[inboxes]].', {
  nameOf: ({ name, url }) => name ?? url?.host,
  key: 'name',
  error: 'Give each inbox a name of its own.',
})
