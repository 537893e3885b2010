import { setImmediate as nextTurn } from 'node:timers/promises'
import { Temporal } from 'temporal-polyfill'
import type { Dialect, Place } from '../posts/dialects/dialect.ts'
import type { ReadPage } from '../posts/read-post.ts'
import { textHash } from './body-reader.ts'
import type { CachedTexts } from './cached-texts.ts'
import { settledStamp } from './file-stamp.ts'
import type { fileTimes } from './file-times.ts'
import { once } from './once.ts'
import { readUtf8 } from './read-text.ts'
import { shownPath } from './shown-path.ts'
import type { FoundFile } from './walk-folder.ts'
import { circumstancesOf, isOfNow, readPage, type WrittenPage, writePage } from './written-page.ts'

/** Then others have their turn: the thread delivers mails, too. Milliseconds. */
const A_TURN = 20
/** Pages written down together. */
const GROUP = 500

/** A page, and what its file held. */
export type SitePage = ReadPage & { /** SHA-256; absent where it could not be read. */ hash?: string }

export interface PagesToRead {
  /** Folder from which problems name their files. */
  dir: string
  dialect: Dialect
  places: ReadonlyMap<string, FoundFile>
  timesOf: Awaited<ReturnType<typeof fileTimes>>
  kept: CachedTexts
  /** What pages depend on besides their own file: the site's settings and sections. */
  settingsKey: string
  /** Ids of the configured newsletters. */
  newsletters: readonly string[]
}

/**
 * Reads every page of the site. A file that is as it was is not read again; one that was written again with the same text is not parsed again.
 */
export async function readPages(site: PagesToRead, now: Temporal.Instant): Promise<SitePage[]> {
  const { dialect, places, kept } = site
  const pages = [...places].flatMap(([path, found]) => {
    const place = dialect.place(path)
    return place ? [{ place, found }] : []
  })
  const known = knownPages(kept, site.settingsKey)
  kept.drop([...known.keys()].filter((path) => !places.has(path)))
  const fresh = new Map<string, string>()
  const keep = () => {
    if (fresh.size > 0) kept.put(fresh.set(SETTINGS, site.settingsKey))
    fresh.clear()
  }
  const read: SitePage[] = []
  let turn = beginTurn()
  for (const { place, found } of pages) {
    if (performance.now() > turn.ends) {
      await nextTurn()
      turn = beginTurn()
    }
    const file = { place, found, before: takeFrom(known, place.path), readAt: turn.began }
    const { page, written } = await readOne(site, file, now)
    if (written !== undefined) fresh.set(place.path, written)
    if (fresh.size >= GROUP) keep()
    read.push(page)
  }
  keep()
  return read
}

/** The clock is asked once a turn: where it is late, a file counts as changed lately, which is the safe side. */
function beginTurn() {
  return { began: Temporal.Now.instant().epochMilliseconds, ends: performance.now() + A_TURN }
}

/** No file has this name. */
const SETTINGS = ''

/** As they are kept: of ten thousands of pages, the text takes a fraction of the memory. */
function knownPages(kept: CachedTexts, settingsKey: string): Map<string, string> {
  const texts = kept.all()
  if (texts.get(SETTINGS) !== settingsKey) {
    // Made under other settings, they must not be found once these are written down.
    kept.drop([...texts.keys()])
    return new Map()
  }
  texts.delete(SETTINGS)
  return texts
}

function takeFrom(known: Map<string, string>, path: string): WrittenPage | undefined {
  const text = known.get(path)
  known.delete(path)
  return text === undefined ? undefined : (JSON.parse(text) as WrittenPage)
}

interface OnePage {
  place: Place
  found: FoundFile
  before: WrittenPage | undefined
  /** Milliseconds; not later than it is read. */
  readAt: number
}

async function readOne(
  { dir, dialect, timesOf, newsletters }: PagesToRead,
  { place, found, before, readAt }: OnePage,
  now: Temporal.Instant,
): Promise<{ page: SitePage /** To be kept, where it is new. */; written?: string }> {
  // Before it is read: what changes meanwhile is seen the next time.
  const stamp = settledStamp(found.absolute, readAt) ?? ''
  const times = await timesOf(place.path, found)
  const circumstances = circumstancesOf(place, times)
  const fits = before && before.circumstances === circumstances && isOfNow(before, now.epochMilliseconds)
  if (fits && stamp !== '' && before.stamp === stamp) return { page: { ...readPage(before, place), hash: before.hash } }
  const file = shownPath(found.absolute, dir)
  // Before it is read, too: its bytes are good until the next file is.
  const { readPost, contentSource } = await parser()
  const result = readUtf8(found.absolute, file)
  if ('problem' in result) return { page: { problems: [result.problem] } }
  const hash = textHash(result.bytes)
  if (fits && before.hash === hash) {
    const isNew = before.stamp !== stamp
    return {
      page: { ...readPage(before, place), hash },
      ...(isNew && { written: JSON.stringify({ ...before, stamp }) }),
    }
  }
  const source = contentSource(result.bytes)
  const read = readPost({ source, place, path: found.path, file, times, newsletters }, dialect, now)
  const written = writePage(read, { stamp, hash, circumstances, at: now.epochMilliseconds })
  // A title cut out of a post would hold the whole post in memory (V8's sliced strings), unless that was left undecoded.
  const { turns: _, ...page } = source.below ? read : readPage(JSON.parse(written) as WrittenPage, place)
  return { page: { ...page, hash }, written }
}

/** Loaded with the first file that has to be parsed: of most scans, none has. */
const parser = once(async () => ({
  ...(await import('../posts/read-post.ts')),
  ...(await import('../posts/content-source.ts')),
}))
