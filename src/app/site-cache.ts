import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Cache, openCache } from '../cache/open-cache.ts'
import type { Config } from '../config/config.ts'
import { VERSION } from '../config/version.ts'
import type { SiteCache } from '../sources/cached-texts.ts'
import { once } from '../sources/once.ts'

/** What builds keep for the next one, in a folder that may be deleted at any time; opened when it is first needed. */
export function lazyCache(place: { dir: string; program: string }): () => Cache {
  return once(() => openCache(place.dir, place.program))
}

export function cachePlace(config: Config): { dir: string; program: string } {
  return { dir: join(config.database.dataDir, 'cache'), program: program() }
}

export function siteCache(cache: Cache): SiteCache {
  return {
    pages: cache.namespace('pages'),
    origins: cache.namespace('origins'),
    renderedEntries: cache.namespace('renderedEntries'),
    bodies: cache.namespace('bodies'),
  }
}

/** Another version renders otherwise, another Node cuts sentences otherwise, and whoever works on Broadsheet compiles it anew. */
function program(): string {
  const { mtimeMs } = statSync(fileURLToPath(import.meta.url))
  return createHash('sha1').update(`${VERSION} ${mtimeMs} ${process.version}`).digest('hex').slice(0, 12)
}
