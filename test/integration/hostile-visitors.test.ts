import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { Publication } from './a-publication.ts'
import { freePort } from './served.ts'

/** A request as it stands, without a client that would mend it; the whole answer. */
async function raw(port: number, request: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.write(request)
  return text(socket)
}

/** A relay that says back whatever it is told, with what a terminal would obey. */
async function echoingRelay(): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.write('220 relay\r\n')
    socket.on('data', (data) => {
      const line = data.toString().trim()
      if (/^EHLO/i.test(line)) socket.write('250-relay\r\n250 AUTH PLAIN LOGIN\r\n')
      else socket.write(`535 5.7.8 no: ${line} <ann@example.net>\u001b]0;pwned\u0007\u001b[31m\r\n`)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

const FORGED = '%0a20:30:00%20%20weekly/99%20is%20sent.%0a%1b]0;pwned%07%1b[31m%0a%20%20%20%20at%20victim@example.com'

test('whatever visitors ask and a relay answers, serve goes on, and its log carries nothing of theirs', async () => {
  const port = await freePort()
  const publication = new Publication({
    smtp: `url = "smtp://127.0.0.1:${await echoingRelay()}"\nuser = "bob"\npassword = "s3cr3t-pass"`,
    web: `url = "https://news.lantern.example/"\nport = ${port}\nlog_feeds = true`,
    more: '[operator]\nnotify = "op@lantern.example"',
  })
  await publication.openWith(1)
  await publication.did('build')
  const serve = publication.start('serve')
  await serve.says('listening on')
  const get = (path: string, ...headers: string[]) =>
    raw(port, [`GET ${path} HTTP/1.1`, 'Host: localhost', ...headers, 'Connection: close', '', ''].join('\r\n'))

  for (const path of [`/${'a'.repeat(300)}/feed.xml`, `/${'a'.repeat(300)}${FORGED}/feed.xml`, '/a%00b/feed.xml'])
    expect(await get(path)).toMatch(/^HTTP\/1\.1 404/)
  expect(await get(`/${'a/'.repeat(4000)}feed.xml`)).toMatch(/^HTTP\/1\.1 404/)
  expect(await get('///feed.xml')).toMatch(/\r\nLink: <https:\/\/news\.lantern\.example\/feed\.xml>; rel="self"/)
  expect(await get('/feed.xml', 'User-Agent: ann@example.net \x9b31m')).toMatch(/^HTTP\/1\.1 200/)
  for (const path of [
    '/%',
    '/unsubscribe/%',
    '/archive/%ff/',
    '/archive/weekly/999999999/',
    '/pictures/..%2f',
    '/mailbox/',
  ])
    expect(await get(path)).toMatch(/^HTTP\/1\.1 4/)

  // A plain health check names no host (RFC 1945 has none).
  expect(await raw(port, 'GET /healthz HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.\d 200/)
  expect(await raw(port, 'GET /feed.xml HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.\d 200/)

  const send = publication.start('send', 'weekly', '--yes')
  await serve.says('did not let us log in')
  const stopped = await send.kill('SIGINT')
  const { stdout, stderr } = await serve.kill('SIGTERM')
  const log = stdout + stderr + stopped.stdout + stopped.stderr
  expect(log).not.toMatch(/[^\P{Cc}\n]|[\u202a-\u202e]/u)
  expect(log).not.toMatch(/s3cr3t|AGJv|@example|\bbob\b/)
  const entries = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(entries.filter(({ level }) => level === 'error')).toEqual([])
  expect(entries.every(({ msg }) => !/^20:30:00/m.test(msg))).toBe(true)
})
