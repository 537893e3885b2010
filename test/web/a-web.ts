import type { Hono } from 'hono'
import { type WebPorts, web } from '../../src/web/web.tsx'
import { en } from '../../src/words/en.ts'

export const FRAME: WebPorts['frame'] = {
  title: 'The Lantern',
  language: 'en',
  site: { title: 'The Lantern', url: 'https://lantern.example/' },
  css: 'body { color: black }',
}

/** The web of a publication with one newsletter that has sent nothing and keeps nothing, but for what a test gives it. */
export function aWeb(ports: Partial<WebPorts> = {}): Hono {
  return web({
    frame: FRAME,
    words: en,
    health: { instance: 'AAECAwQFBgcICQoL', trouble: () => undefined, deliveryTrouble: async () => undefined },
    home: {
      newsletters: [{ id: 'weekly', title: 'The Lantern, weekly' }],
      feeds: [{ title: 'RSS', href: 'https://news.lantern.example/feed.xml' }],
      feedsPage: 'https://news.lantern.example/feeds/',
      announced: [],
      isArchiveListed: true,
      latestEditions: async () => [],
    },
    privateFeed: { privateFeed: async () => 'unknown' as const },
    pictures: { picture: async () => undefined },
    archive: { archiveList: async () => undefined, archivePage: async () => undefined },
    unsubscribe: {
      subscriptionOf: async () => 'broken' as const,
      unsubscribe: async () => {},
      unsubscribeFromAll: async () => {},
      takeBack: async () => [],
    },
    preferences: {
      holderOf: async () => ({ kind: 'broken' }),
      viewOf: () => Promise.reject(new Error('nobody has a link')),
      change: async () => {},
      sendFreshLink: async () => {},
      askForAddress: async () => 'asked',
      heldData: () => Promise.reject(new Error('nobody has a link')),
      erase: async () => {},
      feedUrl: () => '',
      addressChangeOf: async () => 'broken',
      agreeToAddress: async () => 'broken',
      callOffAddress: async () => 'broken',
    },
    trustProxy: false,
    onError: (description) => {
      throw new Error(description)
    },
    ...ports,
  })
}

/** What the server tells of a request from a browser on the same machine, as the second and third argument of `request`. */
export function fromHere(
  headers: Record<string, string> = {},
  { peer = '127.0.0.1', httpVersion = '1.1' } = {},
): [RequestInit, { incoming: unknown }] {
  const init = { headers: { Host: '127.0.0.1:3000', ...headers } }
  return [init, { incoming: { httpVersion, socket: { remoteAddress: peer } } }]
}

export function bytes(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text))
}
