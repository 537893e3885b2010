import type { Config, SmtpConfig } from './config/config.ts'
import { BroadsheetError } from './config/problem.ts'
import type { OutgoingMail, SendResult } from './deliveries/send-result.ts'
import { openMailServer } from './mail/mail-server.ts'
import type { DkimKey } from './messages/dkim-key.ts'
import { readDkimKeys } from './sources/dkim-keys.ts'

/** @throws BroadsheetError with a problem for each key that cannot be read or cannot sign */
export async function dkimKeys(config: Config): Promise<DkimKey[]> {
  const { keys, problems } = await readDkimKeys(config)
  if (problems.length > 0) throw new BroadsheetError(problems)
  return keys
}

/** Mails that are no edition's, tests and notices: sent at once, past all queues. */
export async function sendDirectly(smtp: SmtpConfig | undefined, mails: OutgoingMail[]): Promise<SendResult[]> {
  if (!smtp) throw new Error('a test mail needs a server')
  const server = await openMailServer(smtp)
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
