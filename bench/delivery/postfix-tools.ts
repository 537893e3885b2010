import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../free-port.ts'
import { findTool } from '../missing-tool.ts'
import { processorSeconds } from '../processor-time.ts'
import { type ProcessRun, runWatched } from '../watched-process.ts'

const INSTALL = 'It comes with Postfix, which need not run: apt install postfix, with "no configuration".'

export interface SmtpSink {
  port: number
  /** Processor time that it has had; undefined where the system does not tell. */
  processorSeconds(): Promise<number | undefined>
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
    processorSeconds: () => processorSeconds(child.pid),
    async stop() {
      child.kill()
      await ended
    },
  }
}

export interface Load {
  messages: number
  /** Of a message. */
  bytes: number
  connections: number
}

/**
 * Postfix's load generator: the fastest sender that anybody can install. By default it opens a connection for each
 * message; `keepsOpen` is its -d, which sends many on each, as the other senders do.
 */
export async function runSmtpSource(
  port: number,
  { messages, bytes, connections }: Load,
  { keepsOpen }: { keepsOpen: boolean },
): Promise<ProcessRun> {
  const file = await findTool('smtp-source', INSTALL)
  const load = ['-s', `${connections}`, '-l', `${bytes}`, '-m', `${messages}`]
  const people = ['-f', 'a@bench.example', '-t', 'b@bench.example']
  return runWatched(file, [...(keepsOpen ? ['-d'] : []), ...load, ...people, `127.0.0.1:${port}`])
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
