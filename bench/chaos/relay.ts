import { readFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { createSecureContext } from 'node:tls'
import { Seeded } from '../seeded.ts'
import { RelayLog } from './relay-log.ts'
import type { ToRelay } from './relay-process.ts'
import { RelaySession } from './relay-session.ts'
import { Wire } from './wire.ts'

/**
 * The faulty relay, a process of its own: `relay.js SEED LOG-FILE KEY-FILE CERTIFICATE-FILE`. It tells its parent its
 * port and answers what it is told (ToRelay).
 */
const [seed = '0', logFile = '', keyFile = '', certificateFile = ''] = process.argv.slice(2)
const random = new Seeded(Number(seed))
const log = new RelayLog(logFile)
const secureContext = createSecureContext({ key: readFileSync(keyFile), cert: readFileSync(certificateFile) })
const sockets = new Set<Socket>()
let connectionCount = 0
let isCalm = false
let server = await listen(0)
const { port } = server.address() as AddressInfo
process.send?.({ port })

process.on('message', async (message: ToRelay) => {
  if (message.tell === 'calm') isCalm = true
  if (message.tell === 'close') closeDoor()
  if (message.tell === 'open') server = await listen(port)
  process.send?.({ answers: message.id, state: { openConnections: sockets.size, takenCount: log.takenCount } })
})
// Whoever started it is gone: so is it.
process.on('disconnect', () => process.exit(0))

function listen(onPort: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const listening = createServer({ noDelay: true }, welcome).listen(onPort, '127.0.0.1')
    listening.once('listening', () => resolve(listening)).once('error', reject)
  })
}

function welcome(socket: Socket): void {
  const connection = ++connectionCount
  sockets.add(socket)
  socket.on('close', () => sockets.delete(socket))
  const wire = new Wire(socket)
  new RelaySession({
    wire,
    connection,
    port: socket.remotePort ?? 0,
    random: random.fork('connection', connection),
    secureContext,
    log,
    isCalm: () => isCalm,
  })
    .serve()
    // A full disk, or a fault of the relay's own: then nothing that it says can be relied on.
    .catch((error: unknown) => {
      process.stderr.write(`the relay failed: ${(error as Error).stack}\n`)
      process.exit(1)
    })
}

/** As a server that is restarted: nobody is let in, and who is inside is thrown out. */
function closeDoor(): void {
  server.close()
  for (const socket of sockets) socket.destroy()
}
