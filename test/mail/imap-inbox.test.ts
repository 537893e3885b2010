import { type AddressInfo, createServer, type Socket } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { InboxConfig } from '../../src/config/config.ts'
import { BroadsheetError, formatProblem } from '../../src/config/problem.ts'
import { readInbox } from '../../src/mail/imap-inbox.ts'

const MAIL = 'Subject: lamps\r\n\r\nLovely.\r\n'

/** What a server says to a command: lines, or nothing ever. */
type Says = (tag: string, command: string, socket: Socket) => string | undefined

/** An IMAP server with mails of the ids 3, 5 and 9, as far as a reader of it goes (RFC 3501). */
function says(tag: string, command: string): string {
  if (command.startsWith('CAPABILITY')) return `* CAPABILITY IMAP4rev1\r\n${tag} OK done\r\n`
  if (command.startsWith('LOGIN')) return `${tag} OK done\r\n`
  if (command.startsWith('SELECT'))
    return `* FLAGS (\\Seen)\r\n* 3 EXISTS\r\n* OK [UIDVALIDITY 17] ok\r\n* OK [UIDNEXT 10] ok\r\n${tag} OK [READ-WRITE] done\r\n`
  if (command.startsWith('UID SEARCH')) return `* SEARCH 3 5 9\r\n${tag} OK done\r\n`
  const fetched = /^UID FETCH (\d+)/.exec(command)?.[1]
  if (fetched) return `* 1 FETCH (UID ${fetched} BODY[]<0> {${MAIL.length}}\r\n${MAIL})\r\n${tag} OK done\r\n`
  if (command.startsWith('LOGOUT')) return `* BYE\r\n${tag} OK done\r\n`
  return `${tag} OK done\r\n`
}

async function server(answer: Says, greeting = '* OK ready\r\n'): Promise<{ inbox: InboxConfig; commands: string[] }> {
  const commands: string[] = []
  const sockets = new Set<Socket>()
  const imap = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.write(greeting)
    let rest = ''
    socket.on('data', (data) => {
      rest += data
      const lines = rest.split('\r\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        const [tag = '', ...words] = line.split(' ')
        commands.push(words.join(' '))
        const text = answer(tag, words.join(' '), socket)
        if (text !== undefined) socket.write(text)
      }
    })
  })
  await new Promise<void>((listening) => imap.listen(0, '127.0.0.1', listening))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    imap.close()
  })
  return { inbox: inboxAt((imap.address() as AddressInfo).port), commands }
}

function inboxAt(port: number): InboxConfig {
  return {
    ...{ name: 'bounces', kind: 'imap', host: '127.0.0.1', port, folder: 'INBOX', tls: 'insecure' },
    ...{ user: 'mei', password: 'hunter22', address: 'bounces@lantern.example' },
  }
}

const none = async () => false

async function problemOf(reading: Promise<unknown>): Promise<string> {
  const error = await reading.then(
    () => undefined,
    (thrown) => thrown,
  )
  expect(error).toBeInstanceOf(BroadsheetError)
  return formatProblem((error as BroadsheetError).problems[0] as BroadsheetError['problems'][0])
}

describe('an inbox', () => {
  it('is read from where it was read to, at most so many at a time; what was understood is marked as read', async () => {
    const { inbox, commands } = await server(says)
    const mails: string[] = []
    const take = async (mail: Uint8Array) => mails.push(Buffer.from(mail).toString()) === 1
    expect(await readInbox(inbox, { validity: '17', lastUid: 3 }, 10, take)).toEqual({ validity: '17', lastUid: 9 })
    expect(mails).toEqual([MAIL, MAIL])
    expect(commands.filter((command) => command.startsWith('UID STORE'))).toEqual(['UID STORE 5 +FLAGS (\\Seen)'])
    expect(await readInbox(inbox, undefined, 2, none)).toEqual({ validity: '17', lastUid: 5 })
  })

  it('that was made anew is read from its beginning', async () => {
    const { inbox } = await server(says)
    expect(await readInbox(inbox, { validity: '16', lastUid: 9_000 }, 1, none)).toEqual({ validity: '17', lastUid: 3 })
  })

  it('whose connection breaks is read on from there the next time', async () => {
    const { inbox } = await server((tag, command, socket) => {
      if (command.startsWith('UID FETCH 5')) return void socket.destroy()
      return says(tag, command)
    })
    expect(await readInbox(inbox, undefined, 10, none)).toEqual({ validity: '17', lastUid: 3 })
  })

  it('that cannot be acted on throws what went wrong, as it is', async () => {
    const { inbox } = await server(says)
    const broken = new Error('the disk is full')
    await expect(readInbox(inbox, undefined, 10, async () => Promise.reject(broken))).rejects.toBe(broken)
  })

  it.each<[string, Says, string]>([
    [
      'refuses the login',
      (tag, command) =>
        command.startsWith('LOGIN') ? `${tag} NO [AUTHENTICATIONFAILED] no hunter22\r\n` : says(tag, command),
      'it does not take the user and the password.',
    ],
    [
      'has no such folder',
      (tag, command) => (command.startsWith('SELECT') ? `${tag} NO no such mailbox\r\n` : says(tag, command)),
      'it has no such folder, or does not open it.',
    ],
    [
      'falls silent',
      (tag, command) => (command.startsWith('SELECT') ? undefined : says(tag, command)),
      'it does not end in time.',
    ],
    [
      'hangs up',
      (tag, command, socket) => (command.startsWith('LOGIN') ? void socket.destroy() : says(tag, command)),
      'cut',
    ],
  ])('that %s is a sentence, without what it was logged in with', async (_, answer, why) => {
    const { inbox } = await server(answer)
    const problem = await problemOf(readInbox(inbox, undefined, 10, none, { deadlineMs: 1_500 }))
    expect(problem).toContain(why === 'cut' ? 'The inbox bounces (127.0.0.1:' : why)
    expect(problem).not.toContain('hunter22')
  })

  it('that is not there, or does not encrypt, is a sentence', async () => {
    expect(await problemOf(readInbox(inboxAt(1), undefined, 10, none))).toContain(
      'cannot be read: nothing listens there.',
    )
    const { inbox } = await server(says)
    expect(await problemOf(readInbox({ ...inbox, tls: 'required' }, undefined, 10, none))).toContain('cannot be read: ')
  })
})
