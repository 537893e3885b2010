import { connect } from 'node:tls'

/** Whether a port that says nothing in the clear answers a TLS handshake; whose certificate it is does not matter here. */
export function speaksTls({ host, port }: { host: string; port: number }, milliseconds: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, rejectUnauthorized: false })
    const end = (answer: boolean) => {
      clearTimeout(timer)
      socket.destroy()
      resolve(answer)
    }
    const timer = setTimeout(() => end(false), milliseconds)
    socket.once('secureConnect', () => end(true))
    socket.once('error', () => end(false))
    socket.once('close', () => end(false))
  })
}
