import type { SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection'
import type { SmtpEndpoint } from '../config/config.ts'
import { isLoopback } from '../config/smtp-url.ts'
import type { Conversation } from './conversation.ts'
import type { MailConnectionOptions, MailTimeouts } from './mail-connection.ts'
import { TOKEN_LOGIN, tokenLogin } from './token-login.ts'

/** Real replies have some hundred bytes; one without end must not fill the memory. */
const MAX_REPLY_BYTES = 64 * 1024

/**
 * `[[smtp]]` in nodemailer's words. `smtps:` is encrypted from the first byte, `smtp:` by STARTTLS: with
 * `tls = "required"` or not at all, with a verified certificate either way; with "insecure" if the server offers it.
 */
export function dialOptions(
  server: SmtpEndpoint,
  options: MailConnectionOptions,
  timeouts: MailTimeouts,
  conversation: Conversation,
): SMTPConnectionOptions {
  const required = server.tls === 'required'
  return {
    host: server.host,
    port: server.port ?? (server.kind === 'smtps' ? 465 : 25),
    name: server.hello ?? options.helloName,
    secure: server.kind === 'smtps',
    requireTLS: required,
    opportunisticTLS: !required,
    tls: { rejectUnauthorized: required, ...(options.trust && { ca: options.trust }) },
    // nodemailer's holds for all until the end of a STARTTLS handshake.
    connectionTimeout: timeouts.connect + 2 * timeouts.greeting,
    greetingTimeout: timeouts.greeting,
    socketTimeout: timeouts.reply,
    socketCloseTimeout: timeouts.quit,
    maxResponseSize: MAX_REPLY_BYTES,
    // Without it, a machine that has only its loopback interface cannot reach itself.
    allowInternalNetworkInterfaces: isLoopback(server.host ?? ''),
    ...(options.accessToken && {
      customAuth: { [TOKEN_LOGIN]: tokenLogin(server.user ?? '', options.accessToken) },
    }),
    transactionLog: true,
    logger: followedBy(conversation),
  }
}

/** nodemailer logs each line of either side (logins masked): the one public place to see where a conversation stands. */
function followedBy(conversation: Conversation) {
  return {
    debug(entry: { tnx?: string }, line: string) {
      if (entry.tnx === 'client') conversation.sent(line)
      if (entry.tnx === 'server') conversation.received(line)
    },
    info() {},
    warn() {},
    error() {},
  }
}
