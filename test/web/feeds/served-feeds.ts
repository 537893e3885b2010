import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { onTestFinished } from 'vitest'
import type { BuiltDocument } from '../../../src/feeds/built-document.ts'
import { type FeedPorts, feedsListener, type Poll } from '../../../src/web/feeds/feeds-listener.ts'
import { listen } from '../../../src/web/listen.ts'
import { aWeb } from '../a-web.ts'

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
}

/** As `build` leaves one: put in its place on 16 November, with its precompressed files. */
export function aDocument(text: string, document: Partial<BuiltDocument> = {}): BuiltDocument {
  const bytes = Buffer.from(text)
  const modifiedAt = Date.parse('2026-11-16T09:00:00.700Z')
  return { stamp: text, bytes, gzip: gzipSync(bytes), br: brotliCompressSync(bytes), modifiedAt, ...document }
}

/** The web of a publication as `serve` has it, on a port of its own, with these documents in its output folder. */
export async function servedFeeds(documents: Record<string, BuiltDocument>, ports: Partial<FeedPorts> = {}) {
  const reads: string[] = []
  const polls: Poll[] = []
  const feeds = feedsListener({
    outputFile: async (path, stamp) => {
      const document = documents[path]
      if (document && document.stamp === stamp) return 'unchanged'
      reads.push(path)
      return document
    },
    outputUrl: 'https://news.lantern.example/',
    also: {},
    moved: {},
    gone: [],
    onPoll: (poll) => polls.push(poll),
    onError: (error) => {
      throw error
    },
    ...ports,
  })
  const server = await listen({ host: '127.0.0.1', port: 0 }, { feeds, pages: aWeb() })
  onTestFinished(() => server.close())
  return {
    url: `http://127.0.0.1:${server.port}/`,
    documents,
    /** The files that were read, in order. */
    reads,
    polls,
    ask: (path: string, headers: OutgoingHttpHeaders = {}, method = 'GET') => ask(server.port, path, headers, method),
  }
}

/** By Node's own client: `fetch` unpacks bodies and adds headers. */
async function ask(port: number, path: string, headers: OutgoingHttpHeaders, method: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, headers, method, agent: false }, (response) => {
      buffer(response).then(
        (body) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        reject,
      )
    })
      .on('error', reject)
      .end()
  })
}
