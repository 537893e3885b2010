import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { portsOf } from '../../../bench/chaos/ports-of.ts'

test.skipIf(process.platform !== 'linux')(
  'a process’s own ends of its connections to one port (Linux alone)',
  async () => {
    const servers = await Promise.all(
      [1, 2].map(async () => {
        const server = createServer().listen(0, '127.0.0.1')
        await once(server, 'listening')
        return server
      }),
    )
    const [one = 0, other = 0] = servers.map((server) => (server.address() as AddressInfo).port)
    const sockets = [one, one, other].map((port) => connect(port, '127.0.0.1'))
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy()
      for (const server of servers) server.close()
    })
    await Promise.all(sockets.map((socket) => once(socket, 'connect')))
    const [first, second] = sockets.map(({ localPort }) => localPort)
    expect(portsOf([process.pid], one)?.sort()).toEqual([first, second].sort())
    // One that is over, and one that has no connection there.
    expect(portsOf([2 ** 22 + 1, 1], one)).toEqual([])
  },
)
