import type { Config, OauthConfig, SmtpConfig } from '../config/config.ts'
import { BroadsheetError } from '../config/problem.ts'
import { VERSION } from '../config/version.ts'
import type { OutgoingMail, SendResult } from '../deliveries/send-result.ts'
import type { MailConnectionOptions } from '../mail/mail-connection.ts'
import { openMailServer } from '../mail/mail-server.ts'
import type { DkimKey } from '../messages/dkim-key.ts'
import { accessTokens } from '../network/access-token.ts'
import { type Fetch, guardedFetch } from '../network/guarded-fetch.ts'
import { readDkimKeys } from '../sources/dkim-keys.ts'

/** @throws BroadsheetError with a problem for each key that cannot be read or cannot sign */
export async function dkimKeys(config: Config): Promise<DkimKey[]> {
  const { keys, problems } = await readDkimKeys(config)
  if (problems.length > 0) throw new BroadsheetError(problems)
  return keys
}

const tokens = new WeakMap<OauthConfig, ReturnType<typeof accessTokens>>()

/** How a server is reached, beyond what is configured: where it wants tokens, one is shared by all that is sent through it. */
export function mailOptions({ oauth, messages }: SmtpConfig): MailConnectionOptions {
  if (!oauth) return { messages }
  const known = tokens.get(oauth) ?? accessTokens(oauth, { fetch: tokenFetch(oauth), now: Date.now })
  tokens.set(oauth, known)
  return { accessToken: known, messages }
}

function tokenFetch({ tokenUrl }: OauthConfig): Fetch {
  return guardedFetch({ userAgent: `Broadsheet/${VERSION}`, sites: [tokenUrl] })
}

/** Mails that are no edition's, tests and notices: sent at once, past all queues. */
export async function sendDirectly(smtp: SmtpConfig | undefined, mails: OutgoingMail[]): Promise<SendResult[]> {
  if (!smtp) throw new Error('a test mail needs a server')
  const server = await openMailServer(smtp, mailOptions(smtp))
  const connection = server.connect()
  try {
    const results: SendResult[] = []
    for (const mail of mails) results.push(await connection.send(mail))
    return results
  } finally {
    await connection.close()
    await server.close()
  }
}

/** One of them through the server of this name. */
export async function sendThrough({ smtp }: Config, server: string, mail: OutgoingMail): Promise<SendResult> {
  const named = smtp.find(({ name }) => name === server)
  const [result] = await sendDirectly(named, [mail])
  return result ?? { kind: 'failed', phase: 'connect', error: 'nothing was sent' }
}

const LARGEST_PICTURE = 16 * 1024 * 1024

/** What the site's folder does not hold the site may have; previews come from the one host that is known to have them. */
export async function fetchPicture({ site, content }: Config, url: string, from: 'site' | 'preview') {
  if (from === 'site' && content.liveCheck === 'off') return { error: 'the site is not asked' }
  const fetch = guardedFetch({
    userAgent: `Broadsheet/${VERSION}`,
    sites: from === 'site' ? [site.url] : [],
    elsewhere: from === 'preview',
    bytes: LARGEST_PICTURE,
  })
  const answer = await fetch(url, { bytes: true })
  if (!answer.ok) return { error: answer.error }
  return answer.status === 200 && answer.bytes ? { bytes: answer.bytes } : { error: `it answers ${answer.status}` }
}
