import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { KnownFeed } from '../feeds/known-feed.ts'

import { putWhole } from '../files/put-whole.ts'
import { readFile } from './read-at-once.ts'

/** Tells that a folder holds posts of feeds, and what is known of each. */
export const MIRROR_STATE = 'feeds.json'

/** The folder in which posts of feeds are kept as files: `HOST-HASH/NAME.html`. Nothing is ever taken out of it. */
export interface FeedMirror {
  known(): Promise<KnownFeed[]>
  /** The file of a post, where there is one. */
  text(folder: string, name: string): Promise<string | undefined>
  /** Writes texts that are new or changed. */
  keep(folder: string, texts: { name: string; text: string }[]): Promise<void>
  note(feeds: KnownFeed[]): Promise<void>
}

export function feedMirror(dir: string): FeedMirror {
  const text = (...path: string[]) => readFile(join(dir, ...path), 'utf8').catch(() => undefined)
  return {
    async known() {
      try {
        const read: unknown = JSON.parse((await text(MIRROR_STATE)) ?? '[]')
        return Array.isArray(read) ? read : []
      } catch {
        // Damaged, it costs one question more for each feed.
        return []
      }
    },
    text,
    async keep(folder, texts) {
      await mkdir(join(dir, folder), { recursive: true })
      for (const each of texts)
        if ((await text(folder, each.name)) !== each.text) await putWhole(join(dir, folder, each.name), each.text)
    },
    async note(feeds) {
      await mkdir(dir, { recursive: true })
      await putWhole(join(dir, MIRROR_STATE), `${JSON.stringify(feeds, null, 2)}\n`)
    },
  }
}
