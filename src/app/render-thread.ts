import { workerData } from 'node:worker_threads'
import { Temporal } from 'temporal-polyfill'
import { openCache } from '../cache/open-cache.ts'
import { isCron } from '../jobs/cron.ts'
import { readOnly } from '../sources/cached-texts.ts'
import { readConfig } from '../sources/config-file.ts'
import { openSite } from '../sources/content-folder.ts'
import type { FromPool, PoolOrders } from '../sources/render-pool.ts'
import { SharedWork } from '../sources/shared-work.ts'
import { siteCache } from './site-cache.ts'

/** A thread that renders entries for another. It sees the site as that one left it in the cache, and writes nothing itself. */
const { configFile, cache: place, at, number, port, paths, work } = workerData as PoolOrders
const cache = openCache(place.dir, place.program)
try {
  const { config } = await readConfig(configFile, process.env, isCron)
  if (!config) throw new Error(`${configFile} is no longer what it was`)
  const { posts, renderedEntries } = await openSite(config, Temporal.Instant.from(at), readOnly(siteCache(cache)))
  const byPath = new Map(posts.map((post) => [post.path, post]))
  const shared = new SharedWork(work, number)
  for (let index = shared.takeNext(); index !== undefined; index = shared.takeNext()) {
    const path = paths[index] ?? ''
    const post = byPath.get(path)
    const made: FromPool = { path, ...(post && (await renderedEntries.written(post))) }
    port.postMessage(made)
  }
} finally {
  cache.close()
  port.close()
}
