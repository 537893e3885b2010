import { createHash } from 'node:crypto'
import { basename, join, resolve } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Config } from '../config/config.ts'
import { fileStamp } from './file-stamp.ts'
import { ownFiles } from './own-files.ts'
import { readEntries, realpath } from './read-at-once.ts'

/** Others' packages, which a file of the site pins, and a history: too much to look at, and nothing that a page shows. */
const UNLOOKED = new Set(['.git', 'node_modules'])
/** What Broadsheet keeps beside the database, in a folder that may be the site's own. */
const KEPT = ['cache', 'pictures', 'feeds', 'numbers']
/** Then others have their turn. Milliseconds. */
const A_TURN = 20

/** Which files decide what a site's own program makes of it. */
export interface SiteFiles {
  /** Absolute folder of the site. */
  root: string
  /** Folders beside it that decide, too, from it. */
  beside: readonly string[]
  /** Names below the site's folder that decide nothing. */
  except: readonly string[]
  config: Config
}

/** Every file of a site, as far as the file system tells without reading one, as one text: equal texts, the same site. */
export async function siteState({ root, beside, except, config }: SiteFiles): Promise<string> {
  const own = [config.output.dir, ...KEPT.map((name) => join(config.database.dataDir, name))]
  const left = new Set([...except.map((name) => join(root, name)), ...own])
  const isOwn = ownFiles(config)
  const hash = createHash('sha256')
  const seen = new Set<string>()
  const folders = [...new Set([root, ...beside.map((dir) => resolve(root, dir))])]
  let ends = performance.now() + A_TURN
  for (let folder = folders.shift(); folder !== undefined; folder = folders.shift()) {
    const real = await realpath(folder).catch(() => undefined)
    if (real === undefined || seen.has(real)) continue
    seen.add(real)
    const entries = await readEntries(folder).catch(() => [])
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name)
      if (UNLOOKED.has(basename(path)) || left.has(path) || isOwn(path)) continue
      // Where a link leads, reading it tells.
      if (entry.isDirectory() || entry.isSymbolicLink()) folders.push(path)
      if (!entry.isDirectory()) hash.update(`${path}\0${fileStamp(path) ?? ''}\n`)
    }
    if (performance.now() > ends) {
      await nextTurn()
      ends = performance.now() + A_TURN
    }
  }
  return hash.digest('hex')
}
