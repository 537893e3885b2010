import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { SmtpEndpoint } from '../../src/config/config.ts'
import { listCaptured, readCaptured } from '../../src/mail/captured-mail.ts'
import { type MailServer, openMailServer } from '../../src/mail/mail-server.ts'
import { unescapeDots } from '../../src/messages/escape-dots.ts'
import { mailData } from '../../src/messages/mail-data.ts'
import { startFaultyServer } from './faulty-server.ts'

let dir: string
const servers: MailServer[] = []
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'broadsheet-mailbox-'))
})
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
  await rm(dir, { recursive: true })
})

async function openMailbox(mailboxDir = join(dir, 'mail')): Promise<MailServer> {
  const config: SmtpEndpoint = { name: 'mailbox', kind: 'mailbox', mailboxDir, connections: 4, tls: 'insecure' }
  const server = await openMailServer(config)
  servers.push(server)
  return server
}

function mail(subject: string, body = 'Hello.') {
  const headers = ['From: The Lantern <news@lantern.example>', 'To: Ada <ada@reader.example>', `Subject: ${subject}`]
  const bytes = Buffer.from([...headers, 'Date: Tue, 24 Nov 2026 09:00:00 +0800', '', body, ''].join('\r\n'))
  return { from: 'news@lantern.example', to: 'ada@reader.example', ...mailData(bytes) }
}

describe('the capture mailbox', () => {
  test('writes each mail to a file of its own, as it came, and names it in its reply', async () => {
    const connection = (await openMailbox()).connect()
    const sent = mail('One', '.dots\r\n..stay\r\n記憶')
    const result = await connection.send(sent)
    await connection.close()
    const [name] = await readdir(join(dir, 'mail'))
    expect(name).toMatch(/^000001-[0-9a-f]{8}\.eml$/)
    expect(result).toMatchObject({ kind: 'accepted', relayId: name?.replace('.eml', '') })
    const captured = await readCaptured(join(dir, 'mail'), name as string)
    expect(captured?.bytes.equals(unescapeDots(sent.data))).toBe(true)
    for (const path of ['mail', `mail/${name}`]) expect((await stat(join(dir, path))).mode & 0o077).toBe(0)
  })

  test('lists the newest first, in pages', async () => {
    const connection = (await openMailbox()).connect()
    for (const subject of ['One', 'Two', '=?utf-8?q?Dr=C3=A9i?=']) await connection.send(mail(subject))
    await connection.close()
    const [third, second] = await listCaptured(join(dir, 'mail'), { limit: 2 })
    expect(third).toEqual({
      name: expect.stringMatching(/^000003-/),
      from: { name: 'The Lantern', address: 'news@lantern.example' },
      to: [{ name: 'Ada', address: 'ada@reader.example' }],
      subject: 'Dréi',
      date: '2026-11-24T01:00:00.000Z',
    })
    expect((await listCaptured(join(dir, 'mail'), { before: second?.name as string })).map((m) => m.subject)).toEqual([
      'One',
    ])
  })

  test('takes mails on several connections at once, each once', async () => {
    const server = await openMailbox()
    const connections = Array.from({ length: 4 }, () => server.connect())
    const sends = Array.from({ length: 100 }, (_, i) => connections[i % 4]?.send(mail(`Number ${i}`)))
    expect((await Promise.all(sends)).every((result) => result?.kind === 'accepted')).toBe(true)
    await Promise.all(connections.map((connection) => connection.close()))
    const subjects = (await listCaptured(join(dir, 'mail'), { limit: 200 })).map(({ subject }) => subject)
    expect(new Set(subjects).size).toBe(100)
    expect(subjects).toHaveLength(100)
  })

  test('goes on counting where the last run ended', async () => {
    for (const subject of ['One', 'Two']) {
      const connection = (await openMailbox()).connect()
      await connection.send(mail(subject))
      await connection.close()
    }
    expect((await listCaptured(join(dir, 'mail'))).map(({ name }) => name.slice(0, 6))).toEqual(['000002', '000001'])
  })

  test('a folder that vanished defers the mail and leaves nothing half written', async () => {
    const connection = (await openMailbox()).connect()
    await connection.send(mail('One'))
    await rm(join(dir, 'mail'), { recursive: true })
    expect(await connection.send(mail('Two'))).toMatchObject({
      kind: 'refused',
      phase: 'final-dot',
      reply: { code: 452 },
    })
    await connection.close()
    expect(await listCaptured(join(dir, 'mail'))).toEqual([])
  })

  test('a folder that cannot be made is said in a sentence', async () => {
    await writeFile(join(dir, 'file'), '')
    await expect(openMailbox(join(dir, 'file', 'mail'))).rejects.toThrow(
      /cannot use its folder \(ENOTDIR\)\. Name a folder/,
    )
  })
})

describe('a captured mail is read', () => {
  test('with its headers, html and text', async () => {
    const connection = (await openMailbox()).connect()
    const parts = [
      'MIME-Version: 1.0\r\nSubject: Both\r\nContent-Type: multipart/alternative; boundary=b\r\n',
      '--b\r\nContent-Type: text/plain\r\n\r\nplain\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>rich</p>\r\n--b--\r\n',
    ]
    await connection.send({ ...mail(''), ...mailData(Buffer.from(parts.join('\r\n'))) })
    await connection.close()
    const [summary] = await listCaptured(join(dir, 'mail'))
    const captured = await readCaptured(join(dir, 'mail'), summary?.name as string)
    expect(captured?.text?.trim()).toBe('plain')
    expect(captured?.html?.trim()).toBe('<p>rich</p>')
    expect(captured?.headers[0]).toEqual({ name: 'MIME-Version', value: '1.0' })
  })

  test.each(['../secret.eml', '000001-00000000.eml', '/etc/passwd', '000001-0000000g.eml', '..%2f.eml', '', '.env'])(
    'and no other file: %j',
    async (name) => {
      await writeFile(join(dir, 'secret.eml'), 'x')
      expect(await readCaptured(join(dir, 'mail'), name)).toBeUndefined()
    },
  )

  test('from a folder that is not there: none', async () => {
    expect(await listCaptured(join(dir, 'nowhere'))).toEqual([])
  })
})

test('an SMTP server is connected to as configured', async () => {
  const faulty = await startFaultyServer()
  const server = await openMailServer({ ...faulty.config, name: 'relay', connections: 10 })
  expect(server).toMatchObject({ name: 'relay', connections: 10 })
  const connection = server.connect()
  expect(await connection.send(mail('One'))).toMatchObject({ kind: 'accepted' })
  await connection.close()
  await server.close()
  await faulty.close()
})
