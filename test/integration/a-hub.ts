import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'

/** What came to a subscriber's callback. */
export interface Delivered {
  contentType?: string
  link?: string
  body: string
}

/**
 * A small WebSub hub (w3.org/TR/websub): who asks it to is verified by a challenge (§5.3); a ping makes it fetch the
 * topic and hand it to the topic's subscribers (§7).
 */
export async function startHub() {
  const pings: string[] = []
  const callbacks = new Map<string, Set<string>>()
  /** Answers to the next pings, in place of 204. */
  const refusals: number[] = []
  const url = await listening(async (request, response) => {
    const form = new URLSearchParams(await text(request))
    const topic = form.get('hub.topic') ?? ''
    if (form.get('hub.mode') === 'subscribe') {
      response.writeHead(202).end()
      const callback = form.get('hub.callback') ?? ''
      if (await isVerified(callback, topic)) callbacks.set(topic, new Set([...(callbacks.get(topic) ?? []), callback]))
      return
    }
    pings.push(form.get('hub.url') ?? '')
    const refusal = refusals.shift()
    response.writeHead(refusal ?? 204).end()
    if (!refusal) await distribute(form.get('hub.url') ?? '')
  })

  async function distribute(topic: string): Promise<void> {
    if (!callbacks.has(topic)) return
    const got = await fetch(topic)
    const content = { 'content-type': got.headers.get('content-type') ?? '', link: got.headers.get('link') ?? '' }
    const body = await got.text()
    for (const callback of callbacks.get(topic) ?? []) await fetch(callback, { method: 'POST', headers: content, body })
  }
  return { url, pings, refusals, isSubscribed: (topic: string) => callbacks.has(topic) }
}

async function isVerified(callback: string, topic: string): Promise<boolean> {
  const challenge = crypto.randomUUID()
  const asked = new URL(callback)
  const parameters = { mode: 'subscribe', topic, challenge, lease_seconds: '864000' }
  for (const [name, value] of Object.entries(parameters)) asked.searchParams.set(`hub.${name}`, value)
  const answer = await fetch(asked)
  return answer.ok && (await answer.text()) === challenge
}

/** A reader: it finds hub and topic in a feed's own headers, asks, proves that it did, and gets what is new. */
export async function subscribeTo(feed: string) {
  const delivered: Delivered[] = []
  const { link = '' } = Object.fromEntries((await fetch(feed)).headers)
  const [topic = '', hub = ''] = ['self', 'hub'].map(
    (rel) => new RegExp(`<([^>]+)>; rel="${rel}"`).exec(link)?.[1] ?? '',
  )
  const callback = await listening(async (request, response) => {
    const query = new URL(request.url ?? '', 'http://subscriber.example').searchParams
    if (request.method === 'GET')
      return void response.end(query.get('hub.topic') === topic ? query.get('hub.challenge') : '')
    const { 'content-type': contentType, link: said } = request.headers
    delivered.push({ contentType, link: said as string, body: await text(request) })
    response.end()
  })
  const form = { 'hub.mode': 'subscribe', 'hub.topic': topic, 'hub.callback': callback }
  await fetch(hub, { method: 'POST', body: new URLSearchParams(form) })
  return { topic, delivered }
}

async function listening(
  listener: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<string> {
  const server = createServer((request, response) => void listener(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}
