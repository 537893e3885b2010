import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { mailOptions, sendDirectly } from '../../src/app/mail-ports.ts'
import type { SmtpConfig } from '../../src/config/config.ts'
import { sentenceOf, serverTrouble } from '../../src/deliveries/server-trouble.ts'
import { openMailConnection } from '../../src/mail/smtp-connection.ts'
import { mailData } from '../../src/messages/mail-data.ts'
import { startFaultyServer } from './faulty-server.ts'

const mail = {
  from: 'news@lantern.example',
  to: 'ada@reader.example',
  ...mailData(Buffer.from('Subject: x\r\n\r\nx\r\n')),
}
const CHALLENGE = `334 ${Buffer.from('{"status":"401"}').toString('base64')}`

/** Gives the tokens `token-1`, `token-2` …, or what it is told to. */
async function tokenEndpoint(answer?: { status: number; body: object }) {
  const asked: Record<string, string>[] = []
  const server = createServer(async (request, response) => {
    asked.push(Object.fromEntries(new URLSearchParams(await text(request))))
    const body = { token_type: 'Bearer', access_token: `token-${asked.length}`, expires_in: 3600 }
    response.writeHead(answer?.status ?? 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(answer?.body ?? body))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/token` }
}

/** Takes one token by XOAUTH2 and refuses all others, with a challenge or without. */
async function mailServer(takes: string, challenges = true) {
  const logins: string[] = []
  let isChallenged = false
  const server = await startFaultyServer({
    extensions: ['AUTH PLAIN LOGIN XOAUTH2'],
    AUTH: (socket: Socket) => {
      const line = server.heard.at(-1) ?? ''
      if (isChallenged) {
        logins.push(line)
        isChallenged = false
        socket.write('535 5.7.8 Username and Password not accepted\r\n')
        return
      }
      logins.push(Buffer.from(line.replace('AUTH XOAUTH2 ', ''), 'base64').toString())
      if (line === `AUTH XOAUTH2 ${Buffer.from(sasl(takes)).toString('base64')}`) socket.write('235 2.7.0 Accepted\r\n')
      else if (challenges) {
        isChallenged = true
        socket.write(`${CHALLENGE}\r\n`)
      } else socket.write('535 5.7.3 Authentication unsuccessful\r\n')
    },
  })
  onTestFinished(() => void server.close())
  return { logins, server }
}

const sasl = (token: string) => `user=news@lantern.example\x01auth=Bearer ${token}\x01\x01`

function configOf(server: { config: object }, tokenUrl: string, oauth: object = {}): SmtpConfig {
  return {
    ...server.config,
    user: 'news@lantern.example',
    oauth: { tokenUrl, clientId: 'app', clientSecret: 'very-secret', scope: 'all', ...oauth },
  } as SmtpConfig
}

test('logs in by XOAUTH2, and one token serves all connections', async () => {
  const { asked, url } = await tokenEndpoint()
  const { server, logins } = await mailServer('token-1')
  const config = configOf(server, url)
  expect(await sendDirectly(config, [mail])).toMatchObject([{ kind: 'accepted' }])
  expect(await sendDirectly(config, [mail])).toMatchObject([{ kind: 'accepted' }])
  expect(logins).toEqual([sasl('token-1'), sasl('token-1')])
  expect(asked).toEqual([
    { grant_type: 'client_credentials', client_id: 'app', client_secret: 'very-secret', scope: 'all' },
  ])
})

test.each([true, false])('a token that is refused is fetched anew, once (with a challenge: %s)', async (challenges) => {
  const { asked, url } = await tokenEndpoint()
  const { server, logins } = await mailServer('token-2', challenges)
  const config = configOf(server, url, { refreshToken: 'given', scope: undefined })
  expect(await sendDirectly(config, [mail])).toMatchObject([{ kind: 'accepted' }])
  expect(logins).toEqual([sasl('token-1'), ...(challenges ? [''] : []), sasl('token-2')])
  expect(asked[0]).toEqual({
    grant_type: 'refresh_token',
    client_id: 'app',
    client_secret: 'very-secret',
    refresh_token: 'given',
  })
})

test('a login that is refused twice is the trouble of the login, and names no secret', async () => {
  const { url } = await tokenEndpoint()
  const { server } = await mailServer('another')
  const [result] = await sendDirectly(configOf(server, url), [mail])
  expect(result).toMatchObject({ kind: 'refused', phase: 'login', reply: { code: 535 }, isByToken: true })
  const trouble = result && serverTrouble(result)
  expect(trouble && sentenceOf(trouble)).toContain('Check that user under [[smtp]] is the mailbox itself')
  expect(JSON.stringify([result, trouble])).not.toMatch(/very-secret|token-\d|Bearer/)
})

test.each([
  [{ status: 400, body: { error: 'invalid_grant', error_description: 'very-secret' } }, 'the refresh_token is over'],
  [{ status: 401, body: { error: 'invalid_client' } }, 'client_id or client_secret is wrong'],
  [{ status: 503, body: {} }, 'no token is given (HTTP 503)'],
])('no token is told with its reason: %j', async (answer, why) => {
  const { url } = await tokenEndpoint(answer)
  const { server } = await mailServer('token-1')
  const [result] = await sendDirectly(configOf(server, url), [mail])
  const trouble = result && serverTrouble(result)
  expect(trouble).toMatchObject({ code: 'smtp.login', message: expect.stringContaining(why) })
  expect(JSON.stringify([result, trouble])).not.toContain('very-secret')
})

test('where the token is fetched nothing may listen', async () => {
  const { server } = await mailServer('token-1')
  const connection = openMailConnection(server.config, mailOptions(configOf(server, 'http://127.0.0.1:9/token')))
  onTestFinished(() => connection.close())
  const config = configOf(server, 'http://127.0.0.1:9/token')
  expect(await sendDirectly(config, [mail])).toMatchObject([
    { kind: 'failed', phase: 'login', cause: 'token', error: expect.stringContaining('nothing listens there') },
  ])
})
