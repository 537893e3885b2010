import type { SMTPConnectionCustomAuthHandler } from 'nodemailer/lib/smtp-connection'

/** nodemailer would take another mechanism that the server offers, were it called by its name. */
export const TOKEN_LOGIN = 'BROADSHEET-TOKEN'

/** Why there is no token, where it was the token's own server that gave none. */
export class NoToken extends Error {
  readonly why: string

  constructor(why: string) {
    super(why)
    // nodemailer adds the server's last answer to a message.
    this.why = why
  }
}

/**
 * Logs in by XOAUTH2, as Gmail and Microsoft 365 want it. A server that does not take the token says why in a challenge,
 * which an empty line answers; then comes the refusal. A token may end early, so a new one is tried once.
 * @param accessToken a token, and another one than that which was refused; @throws an Error with half a sentence
 */
export function tokenLogin(
  user: string,
  accessToken: (refused?: string) => Promise<string>,
): SMTPConnectionCustomAuthHandler {
  return async ({ sendCommand }) => {
    let refused: string | undefined
    for (let isAgain = false; ; isAgain = true) {
      const token = await accessToken(refused).catch((error: Error) => {
        throw new NoToken(error.message)
      })
      let { status } = await sendCommand(`AUTH XOAUTH2 ${sasl(user, token)}`)
      if (status === 334) status = (await sendCommand('')).status
      if (status === 235) return
      if (isAgain || status !== 535) throw new Error('the token was refused')
      refused = token
    }
  }
}

/** https://developers.google.com/workspace/gmail/imap/xoauth2-protocol */
function sasl(user: string, token: string): string {
  return Buffer.from(`user=${user}\x01auth=Bearer ${token}\x01\x01`).toString('base64')
}
