import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../free-port.ts'
import { findTool } from '../missing-tool.ts'
import { type ProcessRun, runWatched } from '../watched-process.ts'

const INSTALL = 'It comes with Postfix, which need not run: apt install postfix, with "no configuration".'

export interface SmtpSink {
  port: number
  stop(): Promise<void>
}

/** Postfix's server that takes every mail and throws it away, on a loopback port. */
export async function startSmtpSink(): Promise<SmtpSink> {
  const file = await findTool('smtp-sink', INSTALL)
  const port = await freePort()
  // It refuses to run as root, and asks to be told as whom then.
  const user = process.getuid?.() === 0 ? ['-u', 'nobody'] : []
  const child = spawn(file, [...user, `127.0.0.1:${port}`, '1000'], { stdio: 'ignore' })
  const ended = once(child, 'exit')
  await answers(port)
  return {
    port,
    async stop() {
      child.kill()
      await ended
    },
  }
}

/** Postfix's load generator: the fastest sender that anybody can install. */
export async function runSmtpSource(
  port: number,
  { messages, bytes, connections }: { messages: number; bytes: number; connections: number },
): Promise<ProcessRun> {
  const file = await findTool('smtp-source', INSTALL)
  const load = ['-s', `${connections}`, '-l', `${bytes}`, '-m', `${messages}`]
  // -d: many messages on each connection, as the others do.
  return runWatched(file, ['-d', ...load, '-f', 'a@bench.example', '-t', 'b@bench.example', `127.0.0.1:${port}`])
}

const TRIES = 100

async function answers(port: number): Promise<void> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const socket = connect(port, '127.0.0.1')
    const greeted = await once(socket, 'data').then(
      () => true,
      () => false,
    )
    socket.destroy()
    if (greeted) return
    await sleep(50)
  }
  throw new Error('smtp-sink does not answer')
}
