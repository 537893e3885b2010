import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import type { SmtpEndpoint } from '../../src/config/config.ts'
import type { MailConnection, OutgoingMail, SmtpPhase } from '../../src/deliveries/send-result.ts'
import type { MailConnectionOptions } from '../../src/mail/mail-connection.ts'
import { unescapeDots } from '../../src/messages/escape-dots.ts'
import { mailData } from '../../src/messages/mail-data.ts'
import { type Answer, HANG_UP, type Script, SILENCE, startFaultyServer } from '../mail/faulty-server.ts'
import { CERTIFICATE, startRealServer } from '../mail/real-server.ts'

type Open = (server: SmtpEndpoint, options?: MailConnectionOptions) => MailConnection

/** Long enough that a busy machine fails no test, for servers that answer. */
const PATIENT = { connect: 10_000, greeting: 10_000, reply: 10_000, finalDot: 10_000, mail: 15_000, quit: 100 }
/** For servers that do not. */
const HASTY = { ...PATIENT, reply: 250, finalDot: 250 }

function mail(text = 'Subject: one\r\n\r\nHello.\r\n', to = 'ada@reader.example'): OutgoingMail {
  return { from: 'news@lantern.example', to, ...mailData(Buffer.from(text)) }
}
/** More than the buffers of a loopback connection hold: the final dot cannot leave before the server reads. */
const LINES_OF_HUGE = 300_000
const HUGE = mail(`Subject: huge\r\n\r\n${`${'x'.repeat(70)}\r\n`.repeat(LINES_OF_HUGE)}`)

const WAYS_TO_BE_LOST: [string, Answer][] = [
  ['hangs up', HANG_UP],
  ['never answers', SILENCE],
]

/** What every implementation of MailConnection must do, against a real server and against one with faults. */
export function mailConnectionContract(open: Open): void {
  const ends: (() => Promise<unknown>)[] = []
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end()
  })
  function connect(server: SmtpEndpoint, options: MailConnectionOptions = {}): MailConnection {
    const connection = open(server, { ...options, timeouts: { ...PATIENT, ...options.timeouts } })
    ends.push(() => connection.close())
    return connection
  }
  async function faulty(script: Script = {}) {
    const server = await startFaultyServer(script)
    ends.push(server.close)
    return server
  }
  async function real(options: Parameters<typeof startRealServer>[0] = {}) {
    const server = await startRealServer(options)
    ends.push(server.close)
    return server
  }

  describe('a mail that is taken', () => {
    test('arrives with its envelope and its bytes, and comes back with the reply and the relay id', async () => {
      const server = await faulty()
      expect(await connect(server.config).send(mail())).toEqual({
        kind: 'accepted',
        reply: { code: 250, enhanced: '2.0.0', text: 'Ok: queued as FAULTY01' },
        relayId: 'FAULTY01',
      })
      expect(server.heard).toContainEqual(expect.stringMatching(/^MAIL FROM:<news@lantern\.example>/))
      expect(server.heard).toContain('RCPT TO:<ada@reader.example>')
      expect(server.mails).toEqual(['Subject: one\r\n\r\nHello.'])
    })

    test.each([
      ['dots at line starts', '.\r\n..\r\n.hidden\r\nend.\r\n.\r\n'],
      ['a dot as the very first byte', ''],
      ['8-bit text', 'Grüße, שלום, 記憶體\r\n'],
      ['a line of a megabyte', `${'y'.repeat(1_000_000)}\r\n`],
    ])('%s arrive intact', async (name, body) => {
      const server = await real()
      const sent = mail(name.includes('first byte') ? '.Subject: x\r\n\r\nx\r\n' : `Subject: x\r\n\r\n${body}`)
      expect(await connect(server.config).send(sent)).toMatchObject({ kind: 'accepted' })
      expect(server.mails[0]?.bytes.equals(unescapeDots(sent.data))).toBe(true)
    })

    test('twenty megabytes arrive intact', async () => {
      const server = await real()
      expect(await connect(server.config).send(HUGE)).toMatchObject({
        kind: 'accepted',
      })
      expect(server.mails[0]?.bytes.equals(unescapeDots(HUGE.data))).toBe(true)
    })

    test('many mails go over one connection, each with its own envelope', async () => {
      const server = await faulty()
      const connection = connect(server.config)
      for (let i = 0; i < 20; i++) await connection.send(mail(undefined, `reader-${i}@reader.example`))
      expect(server.heard.filter((line) => line.startsWith('RCPT'))).toHaveLength(20)
      expect(server.connectionCount()).toBe(1)
    })

    test('without pipelining as well', async () => {
      const server = await faulty({ extensions: [] })
      const connection = connect(server.config)
      expect(await connection.send(mail())).toMatchObject({ kind: 'accepted' })
      expect(await connection.send(mail())).toMatchObject({ kind: 'accepted' })
    })

    test('two sends at once wait for each other', async () => {
      const server = await faulty()
      const connection = connect(server.config)
      const both = await Promise.all([connection.send(mail('a\r\n\r\n')), connection.send(mail('b\r\n\r\n'))])
      expect(both.map(({ kind }) => kind)).toEqual(['accepted', 'accepted'])
      expect(server.mails).toEqual(['a\r\n', 'b\r\n'])
    })

    test('a server that drips its bytes is waited for', async () => {
      const drip = (text: string) => async (socket: Socket) => {
        for (const character of `${text}\r\n`) {
          socket.write(character)
          await new Promise((resolve) => setTimeout(resolve, 5))
        }
      }
      const server = await faulty({
        extensions: [],
        RCPT: drip('250 Ok'),
        '.': drip('250-2.0.0 Ok\r\n250 2.0.0 queued as SLOW'),
      })
      expect(await connect(server.config).send(mail())).toMatchObject({ kind: 'accepted', relayId: 'SLOW' })
    })
  })

  describe('a refusal', () => {
    const answers = ['421 4.3.2 closing', '450 4.2.1 later', '500 what', '503 5.5.1 no', '550 5.1.1 nobody', '554 no']
    const verbs = [
      ['greeting', 'connect'],
      ['MAIL', 'mail'],
      ['RCPT', 'rcpt'],
      ['DATA', 'data'],
      ['.', 'final-dot'],
    ] as const
    const cases = verbs.flatMap(([verb, phase]) =>
      answers.flatMap((answer) => [[verb, phase, answer, true] as const, [verb, phase, answer, false] as const]),
    )
    test.each(cases)('at %s is one of phase %s: %s (pipelining: %s)', async (verb, phase, answer, pipelining) => {
      const server = await faulty({ [verb]: answer, extensions: pipelining ? ['PIPELINING'] : [] })
      const result = await connect(server.config).send(mail())
      expect(result).toMatchObject({ kind: 'refused', phase, reply: { code: Number(answer.slice(0, 3)) } })
    })

    test.each(['RCPT', 'DATA', '.'] as const)('at %s leaves the connection fit for the next mail', async (verb) => {
      const server = await faulty({ [verb]: ['550 5.1.1 nobody', verb === 'DATA' ? '550 no' : '250 2.0.0 Ok'] })
      const connection = connect(server.config)
      expect(await connection.send(mail('first\r\n\r\n'))).toMatchObject({ kind: 'refused' })
      const second = await connection.send(mail('second\r\n\r\n'))
      expect(second.kind).toBe(verb === 'DATA' ? 'refused' : 'accepted')
      expect(server.connectionCount()).toBe(1)
      if (verb !== '.') expect(server.heard).toContain('RSET')
    })

    test('a reply of several lines is read as one', async () => {
      const server = await faulty({ RCPT: '550-5.1.1 The account does not exist.\r\n550 5.1.1 Sorry' })
      expect(await connect(server.config).send(mail())).toMatchObject({
        reply: { code: 550, enhanced: '5.1.1', text: 'The account does not exist. Sorry' },
      })
    })

    test('while the message still flows ends the connection: what follows must not be read as part of it', async () => {
      const server = await faulty({ DATA: ['354 go on\r\n552 5.3.4 too large', '354 go on'] })
      const connection = connect(server.config)
      expect(await connection.send(HUGE)).toMatchObject({ kind: 'refused', phase: 'data', reply: { code: 552 } })
      expect(await connection.send(mail('second\r\n\r\n'))).toMatchObject({ kind: 'accepted' })
      expect(server.mails).toEqual(['second\r\n'])
    })

    test('while the message still flows keeps its rest from being read as commands', async () => {
      const server = await faulty({ DATA: (socket) => socket.write('354 go on\r\n552 5.3.4 too large\r\n') })
      const connection = connect(server.config, { timeouts: { quit: 5_000 } })
      expect(await connection.send(HUGE)).toMatchObject({ kind: 'refused', phase: 'data' })
      await server.idle()
      expect(server.heard.length).toBeLessThan(LINES_OF_HUGE / 2)
    })

    test('more than the announced size is not sent at all', async () => {
      const server = await faulty({ extensions: ['SIZE 100'] })
      const result = await connect(server.config).send(mail(`Subject: x\r\n\r\n${'x'.repeat(200)}\r\n`))
      expect(result).toMatchObject({ kind: 'refused', phase: 'mail', reply: { code: 552, enhanced: '5.3.4' } })
      expect(server.heard).not.toContainEqual(expect.stringMatching(/^MAIL/))
    })
  })

  describe('a lost connection', () => {
    const places: [keyof Script & string, SmtpPhase][] = [
      ['greeting', 'connect'],
      ['EHLO', 'connect'],
      ['MAIL', 'mail'],
      ['RCPT', 'rcpt'],
      ['DATA', 'data'],
      ['.', 'final-dot'],
    ]
    const cases = places.flatMap(([verb, phase]) =>
      WAYS_TO_BE_LOST.flatMap(([how, answer]) =>
        [true, false].map((pipelining) => [how, verb, phase, pipelining, answer] as const),
      ),
    )
    test.each(cases)(
      'the server %s at %s: failed in %s (pipelining: %s)',
      async (_how, verb, phase, pipelining, answer) => {
        const server = await faulty({ [verb]: answer, extensions: pipelining ? ['PIPELINING'] : [] })
        const connection = connect(server.config, { timeouts: { ...HASTY, connect: 250, greeting: 250 } })
        const result = await connection.send(mail())
        expect(result).toMatchObject({ kind: 'failed', phase, error: expect.stringContaining('127.0.0.1') })
        expect(JSON.stringify(result)).not.toContain('reader.example')
      },
    )

    test('in the middle of a message, the final dot not yet written: nobody has the mail', async () => {
      const server = await faulty({ cutAfterBytes: 1_000 })
      expect(await connect(server.config).send(HUGE)).toMatchObject({ kind: 'failed', phase: 'data' })
    })

    test('a server that stops reading in the middle of a message: nobody has the mail', async () => {
      const server = await faulty({
        DATA: (socket) => {
          socket.write('354 go on\r\n')
          socket.pause()
        },
      })
      expect(await connect(server.config, { timeouts: HASTY }).send(HUGE)).toMatchObject({
        kind: 'failed',
        phase: 'data',
      })
    })

    test('cut while a small message is read, which had left us whole: it may have been taken', async () => {
      const server = await faulty({ cutAfterBytes: 0 })
      expect(await connect(server.config).send(mail())).toMatchObject({ kind: 'failed', phase: 'final-dot' })
    })

    test.each([
      ['half a reply', '250 2.0.0 Ok: que'],
      ['two bytes of one', '25'],
    ])('%s after the final dot: it may have been taken', async (_name, half) => {
      const server = await faulty({ '.': (socket) => socket.end(half) })
      expect(await connect(server.config).send(mail())).toMatchObject({ kind: 'failed', phase: 'final-dot' })
    })

    test('no reply code after the final dot: it may have been taken', async () => {
      const server = await faulty({ '.': 'thank you' })
      expect(await connect(server.config).send(mail())).toMatchObject({ kind: 'failed', phase: 'final-dot' })
    })

    test('a server that answers without end is left when the time for a mail is over', async () => {
      const server = await faulty({
        extensions: [],
        RCPT: (socket) => {
          const timer = setInterval(() => socket.write('250-more\r\n'), 20)
          socket.on('close', () => clearInterval(timer))
        },
      })
      const result = await connect(server.config, { timeouts: { mail: 400 } }).send(mail())
      expect(result).toMatchObject({ kind: 'failed', phase: 'rcpt' })
    })

    test('the next mail opens a new connection', async () => {
      const server = await faulty({ '.': [HANG_UP, '250 Ok'] })
      const connection = connect(server.config)
      expect(await connection.send(mail())).toMatchObject({ kind: 'failed' })
      expect(await connection.send(mail())).toMatchObject({ kind: 'accepted' })
      expect(server.connectionCount()).toBe(2)
    })

    test('nothing listens: said with host and port', async () => {
      const server = await startFaultyServer()
      await server.close()
      const error = `127.0.0.1:${server.config.port}: nothing listens there`
      expect(await connect(server.config).send(mail())).toEqual({
        kind: 'failed',
        phase: 'connect',
        error,
        cause: 'refused',
      })
    })

    test('what answers is no SMTP server', async () => {
      const server = await faulty({ greeting: 'HTTP/1.1 400 Bad Request' })
      expect(await connect(server.config).send(mail())).toMatchObject({ kind: 'failed', phase: 'connect' })
    })
  })

  describe('a connection that was over before the mail began is opened again, the mail sent once', () => {
    test('the server ended it while it was idle', async () => {
      const server = await faulty()
      const connection = connect(server.config)
      await connection.send(mail('first\r\n\r\n'))
      server.cutIdle()
      await new Promise((resolve) => setTimeout(resolve, 50))
      expect(await connection.send(mail('second\r\n\r\n'))).toMatchObject({ kind: 'accepted' })
      expect(server.mails).toEqual(['first\r\n', 'second\r\n'])
    })

    test('the server hangs up at the next MAIL, or says 421 there', async () => {
      const server = await faulty({ MAIL: ['250 Ok', HANG_UP, '250 Ok', '421 4.7.0 enough on this one', '250 Ok'] })
      const connection = connect(server.config)
      for (const text of ['one', 'two', 'three']) {
        expect(await connection.send(mail(`${text}\r\n\r\n`))).toMatchObject({ kind: 'accepted' })
      }
      expect(server.mails).toEqual(['one\r\n', 'two\r\n', 'three\r\n'])
      expect(server.connectionCount()).toBe(3)
    })

    test('a second reply that nobody asked for is not taken for one to the next mail', async () => {
      const server = await faulty({
        '.': ['250 Ok\r\n250 Ok once more', '250 Ok'],
        RCPT: ['250 Ok', '550 5.1.1 nobody'],
      })
      const connection = connect(server.config)
      expect(await connection.send(mail())).toMatchObject({ kind: 'accepted' })
      expect(await connection.send(mail())).toMatchObject({ kind: 'refused', phase: 'rcpt', reply: { code: 550 } })
      expect(server.connectionCount()).toBe(2)
    })

    test.each([
      ['greeting', '220 faulty.example ESMTP\r\n250 and welcome'],
      ['MAIL', '250 2.1.0 Ok\r\n250 2.1.0 Ok once more'],
      ['RCPT', '250 2.1.5 Ok\r\n250 2.1.5 Ok once more'],
      ['RCPT', '354 what\r\n250 2.1.5 Ok'],
    ] as const)(
      'a server that answers %s twice is left, before every answer is taken for the next one',
      async (verb, twice) => {
        for (const extensions of [['PIPELINING'], []]) {
          const then = verb === 'greeting' ? '220 faulty.example ESMTP' : '250 Ok'
          const server = await faulty({ [verb]: [twice, then], extensions, '.': ['250 Ok', '552 5.3.4 too big'] })
          const connection = connect(server.config)
          expect(await connection.send(mail('first\r\n'))).toMatchObject({ kind: 'failed' })
          expect(server.mails).toEqual([])
          expect(await connection.send(mail('second\r\n'))).toMatchObject({ kind: 'accepted' })
          expect(await connection.send(mail('third\r\n'))).toMatchObject({ kind: 'refused', phase: 'final-dot' })
          expect(server.connectionCount()).toBe(2)
        }
      },
    )

    test('but a mail refused with 421 on a fresh connection is not tried in a circle', async () => {
      const server = await faulty({ MAIL: '421 4.7.0 not today' })
      expect(await connect(server.config).send(mail())).toMatchObject({ kind: 'refused', phase: 'mail' })
      expect(server.connectionCount()).toBe(1)
    })
  })

  describe('a server that lies', () => {
    test('says 250 and hangs up: the mail counts as taken, and the next one opens a new connection', async () => {
      const server = await faulty({ '.': [(socket) => socket.end('250 2.0.0 Ok: queued as GONE\r\n'), '250 2.0.0 Ok'] })
      const connection = connect(server.config)
      expect(await connection.send(mail('first\r\n'))).toMatchObject({ kind: 'accepted', relayId: 'GONE' })
      expect(await connection.send(mail('second\r\n'))).toMatchObject({ kind: 'accepted' })
      expect(server.mails).toEqual(['first', 'second'])
    })

    test.each([
      ['EHLO', 'connect'],
      ['MAIL', 'mail'],
      ['RCPT', 'rcpt'],
      ['DATA', 'data'],
      ['.', 'final-dot'],
    ] as const)('answers %s with ten megabytes: failed in %s, and little of it is kept', async (verb, phase) => {
      const endless = (socket: Socket) => socket.write(`250 ${'x'.repeat(10_000_000)}\r\n`)
      const server = await faulty({ [verb]: endless, ...(verb !== 'EHLO' && { extensions: [] }) })
      const result = await connect(server.config).send(mail())
      expect(result).toMatchObject({ kind: 'failed', phase })
      expect(JSON.stringify(result).length).toBeLessThan(300)
    })

    const twoCodes = ['250-2.0.0 Ok\r\n550 5.7.1 no', '550-5.7.1 no\r\n250 2.0.0 Ok', '354-go on\r\n554 no']
    const places = [
      ['MAIL', 'mail'],
      ['RCPT', 'rcpt'],
      ['DATA', 'data'],
      ['.', 'final-dot'],
    ] as const
    const cases = places.flatMap(([verb, phase]) =>
      twoCodes.flatMap((answer) => [true, false].map((pipelining) => [verb, phase, answer, pipelining] as const)),
    )
    test.each(cases)(
      'has two codes in its reply to %s: failed in %s, neither is believed (%j, pipelining: %s)',
      async (verb, phase, answer, pipelining) => {
        const then = verb === 'DATA' ? '354 go on' : '250 2.0.0 Ok'
        const server = await faulty({ [verb]: [answer, then], extensions: pipelining ? ['PIPELINING'] : [] })
        const connection = connect(server.config)
        expect(await connection.send(mail('first\r\n'))).toMatchObject({ kind: 'failed', phase })
        expect(await connection.send(mail('second\r\n'))).toMatchObject({ kind: 'accepted' })
        expect(server.mails).toEqual(verb === '.' ? ['first', 'second'] : ['second'])
      },
    )

    test.each([
      ['8BITMIME', 'MAIL', '555 5.5.4 what is BODY?', 'mail'],
      ['SIZE', 'MAIL', '555 5.5.4 what is SIZE?', 'mail'],
      ['SMTPUTF8', 'RCPT', '553 5.6.7 not in ASCII', 'rcpt'],
      ['PIPELINING', 'RCPT', '503 5.5.1 one at a time', 'rcpt'],
    ] as const)(
      'announces %s and does not know it: the mail is refused, the connection kept',
      async (name, verb, no, phase) => {
        const server = await faulty({ [verb]: [no, '250 Ok'], extensions: [name] })
        const connection = connect(server.config)
        const to = name === 'SMTPUTF8' ? 'žofie@reader.example' : 'ada@reader.example'
        expect(await connection.send(mail('Grüße\r\n', to))).toMatchObject({ kind: 'refused', phase })
        expect(await connection.send(mail())).toMatchObject({ kind: 'accepted' })
        expect(server.connectionCount()).toBe(1)
      },
    )
  })

  describe('encryption', () => {
    test.each([
      ['STARTTLS', false],
      ['TLS from the first byte', true],
    ])('%s with a certificate that can be verified', async (_name, secure) => {
      const server = await real({ secure })
      const connection = connect({ ...server.config, tls: 'required' }, { trust: CERTIFICATE })
      expect(await connection.send(mail())).toMatchObject({ kind: 'accepted' })
      expect(server.mails[0]?.secure).toBe(true)
    })

    test.each([
      ['STARTTLS', false],
      ['TLS from the first byte', true],
    ])('%s with one that cannot: nothing is sent', async (_name, secure) => {
      const server = await real({ secure })
      const result = await connect({ ...server.config, tls: 'required' }).send(mail())
      expect(result).toMatchObject({ kind: 'failed', phase: 'tls', error: expect.stringContaining('self-signed') })
      expect(server.mails).toEqual([])
    })

    test.each([false, true])(
      'tls = "insecure" takes the same certificate (from the first byte: %s)',
      async (secure) => {
        const server = await real({ secure })
        expect(await connect(server.config).send(mail())).toMatchObject({ kind: 'accepted' })
        expect(server.mails[0]?.secure).toBe(true)
      },
    )

    test('required, and the server offers none: nothing is sent', async () => {
      const server = await faulty()
      const result = await connect({ ...server.config, tls: 'required' }).send(mail())
      expect(result).toMatchObject({ kind: 'failed', phase: 'tls', cause: 'no-starttls' })
      expect(server.mails).toEqual([])
    })

    test('required, and the server says that it will but does not', async () => {
      const server = await faulty({ STARTTLS: '220 go on', extensions: ['STARTTLS'] })
      const tls = { ...server.config, tls: 'required' } as const
      const result = await connect(tls, { timeouts: { connect: 300, greeting: 300 } }).send(mail())
      expect(result).toMatchObject({ kind: 'failed', phase: 'tls' })
    })

    test('TLS spoken to a port that does not', async () => {
      const server = await faulty()
      const tls = { ...server.config, kind: 'smtps', tls: 'required' } as const
      const result = await connect(tls).send(mail())
      expect(result).toMatchObject({ kind: 'failed', phase: 'tls', cause: 'plain' })
      expect(JSON.stringify(result)).not.toMatch(/OpenSSL|SSL routines|error:|\\n/)
    })
  })

  describe('login', () => {
    const account = { user: 'mei', password: 'correct horse' }
    const onAuth: NonNullable<Parameters<typeof startRealServer>[0]>['onAuth'] = (auth, _session, done) => {
      const good = auth.username === account.user && auth.password === account.password
      if (good) return done(null, { user: auth.username })
      done(Object.assign(new Error('5.7.8 wrong password'), { responseCode: 535 }))
    }

    test('with user and password, over TLS', async () => {
      const server = await real({ onAuth, authOptional: false })
      const connection = connect({ ...server.config, ...account, tls: 'required' }, { trust: CERTIFICATE })
      expect(await connection.send(mail())).toMatchObject({ kind: 'accepted' })
      expect(server.mails[0]).toMatchObject({ user: 'mei', secure: true })
    })

    test('a wrong password is refused in phase login, and shown nowhere', async () => {
      const server = await real({ onAuth })
      const result = await connect({ ...server.config, user: 'mei', password: 'battery staple' }).send(mail())
      expect(result).toMatchObject({ kind: 'refused', phase: 'login', reply: { code: 535 } })
      expect(JSON.stringify(result)).not.toMatch(/battery|mei/)
    })

    test('a server that offers no login', async () => {
      const server = await faulty()
      const result = await connect({ ...server.config, ...account }).send(mail())
      expect(result).toMatchObject({
        kind: 'failed',
        phase: 'login',
        error: expect.stringContaining('offers no login'),
      })
    })

    test.each(WAYS_TO_BE_LOST)('a server that %s at it', async (_name, answer) => {
      const server = await faulty({ AUTH: answer, extensions: ['AUTH PLAIN'] })
      const result = await connect({ ...server.config, ...account }, { timeouts: HASTY }).send(mail())
      expect(result).toMatchObject({ kind: 'failed', phase: 'login' })
    })
  })

  describe('addresses', () => {
    test('a domain beyond ASCII goes in its ASCII form', async () => {
      const server = await faulty()
      await connect(server.config).send(mail(undefined, 'ada@bücher.example'))
      expect(server.heard).toContain('RCPT TO:<ada@xn--bcher-kva.example>')
    })

    test('a local part beyond ASCII goes where the server offers SMTPUTF8', async () => {
      const server = await real()
      expect(await connect(server.config).send(mail(undefined, 'žofie@reader.example'))).toMatchObject({
        kind: 'accepted',
      })
      expect(server.mails[0]?.to).toEqual(['žofie@reader.example'])
    })

    test('and is refused where it does not, the connection kept', async () => {
      const server = await faulty()
      const connection = connect(server.config)
      const result = await connection.send(mail(undefined, 'žofie@reader.example'))
      expect(result).toMatchObject({ kind: 'refused', phase: 'rcpt', reply: { code: 553, enhanced: '5.6.7' } })
      expect(await connection.send(mail())).toMatchObject({ kind: 'accepted' })
    })

    test.each(['ada@x.example>\r\nRCPT TO:<eve@x.example', 'a\0da@x.example', 'ada@x.example\n'])(
      'an address that would smuggle a command is refused: %j',
      async (to) => {
        const server = await faulty()
        expect(await connect(server.config).send(mail(undefined, to))).toMatchObject({ kind: 'refused', phase: 'rcpt' })
        expect(server.heard.join('\n')).not.toContain('RCPT')
      },
    )
  })

  describe('hello', () => {
    test('is said by the name that is configured', async () => {
      const server = await faulty()
      await connect({ ...server.config, hello: 'news.lantern.example' }).send(mail())
      expect(server.heard[0]).toBe('EHLO news.lantern.example')
    })

    test('else by the address that leads there', async () => {
      const server = await faulty()
      await connect(server.config).send(mail())
      expect(server.heard[0]).toBe('EHLO [127.0.0.1]')
    })

    test.each([
      '421 4.7.0 Try again later, closing connection. (EHLO)',
      '550 5.7.1 who are you',
      '504 5.5.2 need a FQDN',
    ])('a name that is refused is told: %s', async (no) => {
      for (const tls of ['insecure', 'required'] as const) {
        const server = await faulty({ EHLO: no, HELO: no })
        const result = await connect({ ...server.config, tls, hello: 'vm.example' }).send(mail())
        expect(result).toMatchObject({ kind: 'refused', phase: 'connect', hello: 'vm.example' })
      }
    })
  })

  describe('replies that come before their commands are none', () => {
    const ALL = '220 faulty.example\r\n250 faulty.example\r\n250 Ok\r\n250 Ok\r\n354 go on\r\n250 queued'
    test.each([
      [
        'all with the greeting',
        { greeting: ALL, EHLO: () => {}, MAIL: () => {}, RCPT: () => {}, DATA: () => {}, '.': () => {} },
      ],
      ['one with the greeting', { greeting: '220 faulty.example\r\n250 faulty.example', EHLO: () => {} }],
      ['half a reply with the greeting', { greeting: (socket: Socket) => socket.write('220 faulty.example\r\n250') }],
      ['one to a message that it has not seen', { DATA: '354 go on\r\n250 2.0.0 Ok: queued as EARLY', '.': () => {} }],
      ['one to RCPT', { MAIL: '250 Ok\r\n250 Ok', RCPT: () => {} }],
    ])('%s: the connection is closed, and nothing counts as accepted', async (_name, script) => {
      // With pipelining RCPT is under way already when MAIL is answered.
      for (const extensions of 'RCPT' in script && 'MAIL' in script && !('greeting' in script)
        ? [[]]
        : [[], ['PIPELINING']]) {
        const server = await faulty({ ...script, extensions })
        const result = await connect(server.config, { timeouts: HASTY }).send(mail())
        expect(result).toMatchObject({ kind: 'failed' })
        await server.idle()
      }
    })
  })

  describe('open', () => {
    test('connects before there is a mail, and the mail goes over that connection', async () => {
      const server = await faulty()
      const connection = connect(server.config)
      expect(await connection.open()).toBeUndefined()
      expect(server.connectionCount()).toBe(1)
      expect(await connection.open()).toBeUndefined()
      expect(await connection.send(mail())).toMatchObject({ kind: 'accepted' })
      expect(server.connectionCount()).toBe(1)
    })

    test('says what stands against it', async () => {
      const server = await faulty({ greeting: '421 4.7.0 too many' })
      expect(await connect(server.config).open()).toMatchObject({ kind: 'refused', phase: 'connect' })
    })

    test('a server that never greets: closing does not wait for it', async () => {
      const server = await faulty({ greeting: SILENCE })
      const connection = connect(server.config, { timeouts: { connect: 600_000, greeting: 600_000 } })
      const opened = connection.open()
      await new Promise((resolve) => setTimeout(resolve, 50))
      await connection.close()
      expect(await opened).toMatchObject({ kind: 'failed', phase: 'connect' })
      await server.idle()
    })

    test('and closing at once opens nothing that stays', async () => {
      const server = await faulty({ greeting: SILENCE })
      const connection = connect(server.config, { timeouts: { connect: 600_000, greeting: 600_000 } })
      const opened = connection.open()
      await connection.close()
      expect(await opened).toMatchObject({ kind: 'failed' })
      await server.idle()
    })
  })

  describe('close', () => {
    test('says QUIT, after the mail under way', async () => {
      const server = await faulty()
      const connection = connect(server.config)
      const sent = connection.send(mail())
      await connection.close()
      expect((await sent).kind).toBe('accepted')
      expect(server.heard.at(-1)).toBe('QUIT')
    })

    test('does not wait long for a server that hangs', async () => {
      const server = await faulty({ QUIT: SILENCE })
      const connection = connect(server.config)
      await connection.send(mail())
      // A wait for its answer would outlast the test: CLOSING is what a connection waits at the most.
      await connection.close()
      expect(server.heard.at(-1)).toBe('QUIT')
    })

    test('without any mail opens nothing', async () => {
      const server = createServer()
      server.listen(0, '127.0.0.1')
      await once(server, 'listening')
      let connections = 0
      server.on('connection', () => connections++)
      const { port } = server.address() as { port: number }
      await open({ name: 'x', kind: 'smtp', host: '127.0.0.1', port, connections: 1, tls: 'insecure' }).close()
      server.close()
      expect(connections).toBe(0)
    })
  })
}
