import { createHash } from 'node:crypto'
import { type FSWatcher, readdirSync, watch } from 'node:fs'
import { join } from 'node:path'
import { fileStamp } from './file-stamp.ts'

export interface WatchFoldersOptions {
  /** Absolute; what lies below belongs to them. Asked before each look: they may change with the settings. */
  folders(): string[]
  /** Absolute paths of folders that are left alone. */
  without(): string[]
  /** Some file is another one, came or went, and all have stayed as they are for a moment. */
  changed(): void
}

/** Where the system says when something changes; else looks are all there is. */
const LOOK_EVERY_MS = 5_000
const LOOK_ALONE_EVERY_MS = 1_000
/** An editor writes a file in several steps. */
const SETTLE_MS = 80
/** A file system's events are a service of the system, which has few of them. */
const MOST_WATCHERS = 2_000
/** Whatever a look costs, no more of the time than this is spent on looking. */
const SHARE_OF_TIME = 20

/**
 * Watches the files below folders. What decides is what is found by looking, so that an event too many or one that is missed
 * costs a moment and nothing else; events say when to look.
 */
export class FolderWatch {
  readonly #options: WatchFoldersOptions
  readonly #watchers = new Map<string, FSWatcher>()
  #stamp: string
  #timer: NodeJS.Timeout | undefined
  #isOver = false
  #canListen = true

  constructor(options: WatchFoldersOptions) {
    this.#options = options
    this.#stamp = this.#look()
    this.#lookIn(this.#rest)
  }

  close(): void {
    this.#isOver = true
    clearTimeout(this.#timer)
    for (const watcher of this.#watchers.values()) watcher.close()
    this.#watchers.clear()
  }

  get #rest(): number {
    return this.#canListen ? LOOK_EVERY_MS : LOOK_ALONE_EVERY_MS
  }

  #lookIn(milliseconds: number): void {
    if (this.#isOver) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#lookAgain(), milliseconds)
  }

  #lookAgain(): void {
    const began = performance.now()
    const stamp = this.#look()
    const isOther = stamp !== this.#stamp
    this.#stamp = stamp
    if (isOther) this.#options.changed()
    this.#lookIn(Math.max(this.#rest, (performance.now() - began) * SHARE_OF_TIME))
  }

  #look(): string {
    const hash = createHash('sha1')
    const without = new Set(this.#options.without())
    const found = new Set<string>()
    const waiting = [...this.#options.folders()]
    for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
      if (found.has(folder) || without.has(folder)) continue
      found.add(folder)
      for (const entry of entriesOf(folder)) {
        const path = join(folder, entry.name)
        if (isLeftAlone(entry.name)) continue
        if (entry.isDirectory()) waiting.push(path)
        else hash.update(`${path} ${fileStamp(path)}\n`)
      }
    }
    this.#listen(found)
    return hash.digest('base64')
  }

  #listen(folders: Set<string>): void {
    for (const [folder, watcher] of this.#watchers) {
      if (folders.has(folder)) continue
      watcher.close()
      this.#watchers.delete(folder)
    }
    for (const folder of folders) {
      if (!this.#canListen || this.#watchers.has(folder)) continue
      if (this.#watchers.size >= MOST_WATCHERS) this.#canListen = false
      else this.#listenTo(folder)
    }
  }

  #listenTo(folder: string): void {
    try {
      const watcher = watch(folder, { persistent: false }, () => this.#lookIn(SETTLE_MS))
      watcher.on('error', () => {
        watcher.close()
        this.#watchers.delete(folder)
      })
      this.#watchers.set(folder, watcher)
    } catch {
      // The folder went, or the system has no more of them to give.
      this.#canListen = false
    }
  }
}

/** `.git` and editors' own; what npm installs. But `.env` is a setting. */
function isLeftAlone(name: string): boolean {
  return (name.startsWith('.') && name !== '.env') || name === 'node_modules'
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch {
    return []
  }
}
