import { once } from 'node:events'
import { Agent, get, type IncomingMessage } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Poll } from './latency.ts'

/** Asks a server again and again over one kept-open connection, until `signal` aborts. Throws where it does not answer. */
export async function pollServer(url: string, everyMs: number, signal: AbortSignal): Promise<Poll[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const polls: Poll[] = []
  try {
    for (let due = performance.now(); !signal.aborted; due = Math.max(due + everyMs, performance.now())) {
      await sleep(due - performance.now())
      const asked = performance.now()
      await ask(url, agent)
      polls.push({ at: performance.timeOrigin + asked, milliseconds: performance.now() - asked })
    }
  } finally {
    agent.destroy()
  }
  return polls
}

async function ask(url: string, agent: Agent): Promise<void> {
  const [answer] = (await once(get(url, { agent }), 'response')) as [IncomingMessage]
  answer.resume()
  await once(answer, 'end')
  if (answer.statusCode !== 200) throw new Error(`${url} answers ${answer.statusCode}`)
}
