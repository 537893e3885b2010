import { type Credentials, withoutCredentials } from '../config/redact.ts'
import type { MailConnection, SendResult } from '../deliveries/send-result.ts'

/**
 * Has the results of connections carry no login: a server may echo what it was told, in a reply that is kept in the ledger
 * for years, shown and mailed.
 */
export function cleanResults(credentials: Credentials): (connection: MailConnection) => MailConnection {
  const clean = withoutCredentials([credentials])
  const cleaned = (result: SendResult): SendResult => {
    if (result.kind === 'failed') return { ...result, error: clean(result.error) }
    const reply = { ...result.reply, text: clean(result.reply.text) }
    if (result.kind === 'refused' || result.relayId === undefined) return { ...result, reply }
    return { ...result, reply, relayId: clean(result.relayId) }
  }
  return (connection) => ({
    async open() {
      const failure = await connection.open()
      return failure && cleaned(failure)
    },
    send: async (mail) => cleaned(await connection.send(mail)),
    close: () => connection.close(),
  })
}
