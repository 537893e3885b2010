import { readFileSync } from 'node:fs'
import { Temporal } from 'temporal-polyfill'
import type { Feed } from '../../src/feeds/feed.ts'
import type { WrittenDate } from '../../src/posts/post.ts'

const FOLDER = new URL('../golden/feeds/', import.meta.url)

export function readGolden(name: string): string {
  return readFileSync(new URL(name, FOLDER), 'utf8')
}

/** A feed as it stands in test/golden/feeds/NAME.feed.json, where dates are written in RFC 3339. */
export function readGoldenFeed(name: string): Feed {
  return JSON.parse(readGolden(`${name}.feed.json`), (key, value) => (key.endsWith('At') ? written(value) : value))
}

/** `2026-01-05T09:00:00+08:00` as an instant with the offset it was written in. */
export function written(date: string): WrittenDate {
  const offset = date.endsWith('Z') ? '+00:00' : date.slice(-6)
  return { instant: Temporal.Instant.from(date), offset }
}
