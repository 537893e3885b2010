import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { putPrecompressed } from '../../src/output/put-precompressed.ts'
import { readBuilt } from '../../src/output/read-built.ts'
import { type Answer, servedFeeds } from '../web/feeds/served-feeds.ts'
import { temporaryFolder } from './a-publication.ts'

/** The n-th version of a feed: it says which it is, and is whole where its hash is right. */
function version(n: number): string {
  const body = `${n} ${'words '.repeat(3_000)}`
  return `${body}\n${createHash('sha256').update(body).digest('hex')}`
}

function numberOf({ headers, body }: Answer): number {
  const coding = headers['content-encoding']
  const bytes = coding === 'br' ? brotliDecompressSync(body) : coding === 'gzip' ? gunzipSync(body) : body
  const [text = '', hash] = bytes.toString().split('\n')
  expect(createHash('sha256').update(text).digest('hex')).toBe(hash)
  return Number.parseInt(text, 10)
}

test('while builds put one file after another in its place, nobody gets half of one, nor one older than the last', async () => {
  const path = join(temporaryFolder(), 'feed.xml')
  await putPrecompressed(path, version(0))
  const { ask } = await servedFeeds({}, { outputFile: (_path, stamp) => readBuilt(path, stamp) })
  let isOver = false
  const seen = new Set<number>()
  let latest = 0
  const reader = async (coding: string) => {
    let tag: string | undefined
    while (!isOver) {
      // The latest that anybody had got before this one asked.
      const before = latest
      const answer = await ask('/feed.xml', { 'Accept-Encoding': coding, ...(tag && { 'If-None-Match': tag }) })
      tag = answer.headers.etag
      if (answer.status === 304) continue
      const number = numberOf(answer)
      expect(number).toBeGreaterThanOrEqual(before)
      latest = Math.max(latest, number)
      seen.add(number)
    }
  }
  const readers = Promise.all(['br', 'gzip', 'identity'].map(reader))
  for (let n = 1; n <= 12; n++) {
    await putPrecompressed(path, version(n))
    await sleep(150)
  }
  await sleep(300)
  isOver = true
  await readers
  expect(latest).toBe(12)
  expect(seen.size).toBeGreaterThan(3)
})
