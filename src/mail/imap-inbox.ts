import { ImapFlow } from 'imapflow'
import { MOST_BYTES } from '../bounces/mail-parts.ts'
import type { InboxPlace } from '../bounces/taken-report.ts'
import type { InboxConfig } from '../config/config.ts'
import { BroadsheetError, failure } from '../config/problem.ts'
import { describeLoss } from './describe-loss.ts'

/** Longest that one reading of an inbox may take: whoever reads it has other things to do. */
const DEADLINE_MS = 90_000
const CONNECT_MS = 15_000
const SILENT_MS = 30_000

export interface InboxOptions {
  /** Certificates of authorities to trust besides those of Node. */
  trust?: string
  deadlineMs?: number
}

/**
 * Gives `take` each mail that came to an inbox since `place`, one after another, at most `most`, and marks as read what it understood
 * (RFC 3501). A connection that is lost in between costs what was not read yet; the next reading goes on from there.
 * @throws BroadsheetError `inbox.unreadable` where nothing could be read
 */
export async function readInbox(
  inbox: InboxConfig,
  place: InboxPlace | undefined,
  most: number,
  take: (mail: Uint8Array) => Promise<boolean>,
  { trust, deadlineMs = DEADLINE_MS }: InboxOptions = {},
): Promise<InboxPlace> {
  const client = clientOf(inbox, trust)
  let loss: unknown
  client.on('error', (error: Error) => {
    loss = error
  })
  let isLate = false
  const deadline = setTimeout(() => {
    isLate = true
    client.close()
  }, deadlineMs)
  let reached = place
  try {
    await client.connect()
    const lock = await client.getMailboxLock(inbox.folder)
    try {
      const mailbox = client.mailbox
      if (!mailbox) throw new Error('no folder is open')
      const validity = mailbox.uidValidity.toString()
      const after = place?.validity === validity ? place.lastUid : 0
      reached = { validity, lastUid: after }
      for (const uid of await uidsAfter(client, after, most)) {
        const fetched = await client.fetchOne(
          String(uid),
          { source: { start: 0, maxLength: MOST_BYTES } },
          { uid: true },
        )
        // Gone since it was listed.
        const mail = fetched ? fetched.source : undefined
        const isUnderstood = mail !== undefined && (await take(mail))
        if (isUnderstood) await client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true })
        reached = { validity, lastUid: uid }
      }
    } finally {
      lock.release()
    }
    await client.logout().catch(() => {})
    return reached
  } catch (error) {
    const isOurs = error instanceof BroadsheetError || !isOfConnection(error, client, isLate)
    if (isOurs) throw error
    if (reached && reached !== place && reached.lastUid > (place?.validity === reached.validity ? place.lastUid : 0))
      return reached
    throw unreadable(inbox, isLate ? 'it does not end in time' : reasonOf(loss ?? error))
  } finally {
    clearTimeout(deadline)
    client.close()
  }
}

function clientOf({ host, port, kind, user, password, tls }: InboxConfig, trust: string | undefined): ImapFlow {
  return new ImapFlow({
    host,
    port,
    secure: kind === 'imaps',
    // With `tls = "insecure"` it encrypts where the server offers it.
    ...(kind === 'imap' && tls === 'required' && { doSTARTTLS: true }),
    auth: { user, pass: password },
    tls: { rejectUnauthorized: tls === 'required', ...(trust && { ca: trust }) },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENT_MS,
    maxLiteralSize: 2 * MOST_BYTES,
  })
}

/** A server answers `n:*` with its last mail where there is none from n on (RFC 3501 §6.4.8). */
async function uidsAfter(client: ImapFlow, after: number, most: number): Promise<number[]> {
  const found = await client.search({ uid: `${after + 1}:*` }, { uid: true })
  const uids = (found || []).filter((uid) => uid > after)
  return uids.sort((one, other) => one - other).slice(0, most)
}

interface ImapError extends Error {
  code?: string
  authenticationFailed?: boolean
  mailboxMissing?: boolean
  response?: unknown
  responseStatus?: string
}

/** Whether an error is of the conversation with the server, and not of what was done with a mail. */
function isOfConnection(error: unknown, client: ImapFlow, isLate: boolean): boolean {
  const { code, authenticationFailed, mailboxMissing, responseStatus, response } = error as ImapError
  return Boolean(
    isLate || code || authenticationFailed || mailboxMissing || responseStatus || response || !client.usable,
  )
}

function reasonOf(error: unknown): string {
  const { code, authenticationFailed, mailboxMissing, responseStatus, message } = error as ImapError
  if (authenticationFailed) return 'it does not take the user and the password'
  if (mailboxMissing || responseStatus === 'NO') return 'it has no such folder, or does not open it'
  if (/starttls/i.test(message)) return 'it does not encrypt'
  return describeLoss({ message: 'the connection broke', code, originalCode: code }).words
}

function unreadable({ name, host, port, folder }: InboxConfig, why: string): BroadsheetError {
  const hint =
    'Mails go out all the same; what came back is read once the inbox answers. Look at [[inboxes]] in broadsheet.toml.'
  return new BroadsheetError(
    failure('inbox.unreadable', `The inbox ${name} (${host}:${port}, ${folder}) cannot be read: ${why}.`, { hint }),
  )
}
