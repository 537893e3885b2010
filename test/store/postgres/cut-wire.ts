import { once } from 'node:events'
import { type AddressInfo, createServer, connect as dial, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/**
 * When the wire is cut: before a commit reaches the server; when it is answered, the answer lost; or before it reaches a
 * server that does not hear of it for a while; or while the server is at it.
 */
export type Cut = 'before the commit' | 'after the commit' | 'unheard, before the commit' | 'during the commit'

/** A wire to a server that is cut at the next commit, once for each time that it was told to. */
export class CutWire {
  #next: Cut | undefined
  readonly #port: number
  readonly #sockets = new Set<Socket>()
  cuts = 0
  url = ''

  private constructor(port: number) {
    this.#port = port
  }

  static async to(url: string): Promise<CutWire> {
    const target = new URL(url)
    const wire = new CutWire(Number(target.port))
    const listening = createServer((client) => wire.#join(client)).listen(0, '127.0.0.1')
    await once(listening, 'listening')
    target.port = String((listening.address() as AddressInfo).port)
    wire.url = target.href
    onTestFinished(() => {
      listening.close()
      for (const socket of wire.#sockets) socket.destroy()
    })
    return wire
  }

  cutNext(cut: Cut): void {
    this.#next = cut
  }

  #join(client: Socket): void {
    const server = dial(this.#port, '127.0.0.1')
    const end = () => [client, server].map((socket) => socket.destroy())
    for (const socket of [client, server]) {
      this.#sockets.add(socket)
      socket.on('error', end).on('close', () => this.#sockets.delete(socket))
    }
    server.on('close', end)
    client.on('close', () => client.destroyed && !this.#unheard.has(server) && server.destroy())
    server.on('data', (bytes) => client.destroyed || client.write(bytes))
    client.on('data', (bytes) => {
      if (!this.#next || !bytes.includes('commit')) return void server.write(bytes)
      const cut = this.#next
      this.#next = undefined
      this.cuts++
      if (cut === 'before the commit') return void end()
      if (cut === 'unheard, before the commit' || cut === 'during the commit') {
        this.#unheard.add(server)
        if (cut === 'during the commit') server.write(bytes)
        return void client.destroy()
      }
      server.removeAllListeners('data')
      server.once('data', end)
      server.write(bytes)
    })
  }

  /** What the server still takes for open. */
  readonly #unheard = new WeakSet<Socket>()
}
