import nodemailer from 'nodemailer'
import { HEADERS, sampleMail } from './sample-mail.ts'

/** From the first message to the last result. */
export interface LoopRound {
  seconds: number
  /** Of the processor, user and system. */
  processorSeconds: number
}

/**
 * A program of its own: what a careful person writes in an afternoon with nodemailer, one sendMail for each recipient
 * over a pool of kept-open connections, with nothing written down. Prints a LoopRound.
 *
 *     node plain-loop.js PORT MESSAGES BYTES CONNECTIONS
 */
const [port, messages, bytes, connections] = process.argv.slice(2).map(Number) as [number, number, number, number]
const { subject, html, text } = await sampleMail(bytes)
const pool = nodemailer.createTransport({
  pool: true,
  host: '127.0.0.1',
  port,
  maxConnections: connections,
  maxMessages: Number.POSITIVE_INFINITY,
  ignoreTLS: true,
  allowInternalNetworkInterfaces: true,
})

const started = performance.now()
const usedBefore = process.cpuUsage()
let next = 0
async function sendNext(): Promise<void> {
  while (next < messages) {
    const to = `reader-${next++}@bench.example`
    await pool.sendMail({ from: HEADERS.from.address, to, subject, html, text })
  }
}
// Twice as many under way as there are connections: none of them waits for its next message to be composed.
await Promise.all(Array.from({ length: connections * 2 }, sendNext))
const seconds = (performance.now() - started) / 1000
const used = process.cpuUsage(usedBefore)
pool.close()
process.stdout.write(
  JSON.stringify({ seconds, processorSeconds: (used.user + used.system) / 1_000_000 } satisfies LoopRound),
)
