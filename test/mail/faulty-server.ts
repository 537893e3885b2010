import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import type { SmtpEndpoint } from '../../src/config/config.ts'
import { HeardText } from './heard-text.ts'

/** What the server does at a command: says a reply, ends the connection, or never answers. */
export type Answer = string | typeof HANG_UP | typeof SILENCE | ((socket: Socket) => void)
export const HANG_UP = Symbol('hang up')
export const SILENCE = Symbol('silence')

type Verb = 'greeting' | 'EHLO' | 'HELO' | 'STARTTLS' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | '.' | 'RSET' | 'QUIT'

/** A list is answered in order, its last entry from then on. */
export type Script = Partial<Record<Verb, Answer | Answer[]>> & {
  /** Announced after EHLO. */
  extensions?: string[]
  /** Cuts the connection after so many bytes of a message, the rest unread. */
  cutAfterBytes?: number
}

const END_OF_MESSAGE = '\r\n.\r\n'

const FRIENDLY: Record<Verb, Answer> = {
  greeting: '220 faulty.example ESMTP',
  EHLO: '',
  HELO: '250 faulty.example',
  STARTTLS: '502 5.5.1 not here',
  AUTH: '235 2.7.0 welcome',
  MAIL: '250 2.1.0 Ok',
  RCPT: '250 2.1.5 Ok',
  DATA: '354 go on',
  '.': '250 2.0.0 Ok: queued as FAULTY01',
  RSET: '250 2.0.0 Ok',
  QUIT: '221 2.0.0 Bye',
}

/** An SMTP server on loopback that does what a script says at each command, and behaves where the script is silent. */
export async function startFaultyServer(script: Script = {}) {
  const heard: string[] = []
  const mails: string[] = []
  const sockets = new Set<Socket>()
  let connectionCount = 0
  const times = new Map<Verb, number>()
  const extensions = script.extensions ?? ['PIPELINING', '8BITMIME']
  const hello = ['faulty.example', ...extensions].map((line, i, all) => `250${i < all.length - 1 ? '-' : ' '}${line}`)

  /** Answers, and returns the answer. */
  function answer(socket: Socket, verb: Verb): Answer | undefined {
    const scripted = script[verb] ?? (verb === 'EHLO' ? hello.join('\r\n') : FRIENDLY[verb])
    const time = times.get(verb) ?? 0
    times.set(verb, time + 1)
    const action = Array.isArray(scripted) ? scripted[Math.min(time, scripted.length - 1)] : scripted
    if (action === HANG_UP) socket.destroy()
    else if (action === SILENCE) socket.removeAllListeners('data')
    else if (typeof action === 'function') action(socket)
    else if (typeof action === 'string') socket.write(`${action}\r\n`)
    if (verb === 'QUIT' || (typeof action === 'string' && action.startsWith('421'))) socket.end()
    return action
  }

  const server = createServer({ noDelay: true }, (socket) => {
    connectionCount++
    sockets.add(socket)
    const heardText = new HeardText()
    let inMessage = false
    let messageBytes = 0
    let recipients = 0
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))

    function hear(line: string): void {
      heard.push(line)
      const verb = line.split(' ')[0]?.toUpperCase() as Verb
      // RFC 5321 §3.3: no DATA without a recipient. With pipelining it comes all the same.
      if (verb === 'DATA' && recipients === 0 && !script.DATA) {
        socket.write('503 5.5.1 no recipient\r\n')
        return
      }
      const said = answer(socket, verb in FRIENDLY ? verb : 'AUTH')
      if (verb === 'RCPT' && (typeof said === 'function' || String(said).startsWith('250 '))) recipients++
      inMessage = verb === 'DATA' && String(said).startsWith('354')
      messageBytes = 0
    }

    function hearMessage(text: string): void {
      inMessage = false
      recipients = 0
      mails.push(text)
      answer(socket, '.')
    }

    socket.on('data', (chunk) => {
      if (inMessage) messageBytes += chunk.length
      if (inMessage && messageBytes > (script.cutAfterBytes ?? Number.POSITIVE_INFINITY)) socket.destroy()
      heardText.add(chunk.toString('latin1'))
      while (!socket.destroyed && socket.listenerCount('data') > 0) {
        const text = heardText.take(inMessage ? END_OF_MESSAGE : '\r\n')
        if (text === undefined) return
        if (inMessage) hearMessage(text)
        else hear(text)
      }
    })
    answer(socket, 'greeting')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const config: SmtpEndpoint = {
    name: 'faulty',
    kind: 'smtp',
    host: '127.0.0.1',
    port,
    connections: 1,
    tls: 'insecure',
  }
  return {
    config,
    /** Command lines as they came. */
    heard,
    /** Messages as they came, dots still escaped. */
    mails,
    connectionCount: () => connectionCount,
    /** When no connection is open any more. */
    async idle() {
      while (sockets.size > 0) await new Promise((resolve) => setTimeout(resolve, 20))
    },
    /** Ends all connections, as a server does with idle ones. */
    cutIdle: () => {
      for (const socket of sockets) socket.end()
    },
    async close() {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}
