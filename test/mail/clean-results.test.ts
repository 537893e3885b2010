import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { openMailServer } from '../../src/mail/mail-server.ts'
import { mailData } from '../../src/messages/mail-data.ts'

const LOGIN = { user: 'postman', password: 'open sesame 42' }
const PLAIN = Buffer.from(`\0${LOGIN.user}\0${LOGIN.password}`).toString('base64')

/** Says what it was logged in with, in each answer that a person may read. */
async function echoing(answers: { login: string; recipient: string; message: string }): Promise<number> {
  const server = createServer((socket) => {
    let inData = false
    socket.write('220 echo.example\r\n')
    socket.on('data', (chunk) => {
      for (const line of chunk.toString().split('\r\n').filter(Boolean)) {
        if (inData && line !== '.') continue
        if (line === '.') inData = false
        if (line.startsWith('EHLO')) socket.write('250-echo.example\r\n250 AUTH PLAIN\r\n')
        else if (line.startsWith('AUTH')) socket.write(`${answers.login}\r\n`)
        else if (line.startsWith('RCPT')) socket.write(`${answers.recipient}\r\n`)
        else if (line === '.') socket.write(`${answers.message}\r\n`)
        else if (line === 'DATA') {
          inData = true
          socket.write('354 go on\r\n')
        } else socket.write('250 2.0.0 Ok\r\n')
      }
    })
    socket.on('error', () => {})
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

const mail = { from: 'a@t.example', to: 'b@t.example', ...mailData(Buffer.from('Subject: x\r\n\r\nx\r\n')) }
const WELL = { login: '235 2.7.0 Ok', recipient: '250 2.1.5 Ok', message: '250 2.0.0 Ok: queued as 4XyZ' }

test.each([
  ['a login', { ...WELL, login: `535 5.7.8 no such login: ${LOGIN.user} ${LOGIN.password}` }],
  ['a login in base64', { ...WELL, login: `535 5.7.8 bad ${PLAIN}` }],
  ['a recipient', { ...WELL, recipient: `550 5.1.1 ${LOGIN.user}/${LOGIN.password} may not write to b` }],
  ['a message that it takes', { ...WELL, message: `250 2.0.0 Ok ${LOGIN.password} queued as ${PLAIN}` }],
])('a server that echoes our login at %s: the result has none of it', async (_, answers) => {
  const port = await echoing(answers)
  const smtp = {
    kind: 'smtp',
    host: '127.0.0.1',
    port,
    tls: 'insecure',
    name: 'echo',
    connections: 1,
    ...LOGIN,
  } as const
  const server = await openMailServer(smtp)
  const connection = server.connect()
  onTestFinished(() => connection.close())
  const result = JSON.stringify((await connection.open()) ?? (await connection.send(mail)))
  expect(result).toMatch(/<password>|<login>/)
  expect(result).not.toContain(LOGIN.password)
  expect(result).not.toContain(PLAIN)
})
