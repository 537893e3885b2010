import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Temporal } from 'temporal-polyfill'
import { expect, onTestFinished, test } from 'vitest'
import { openCache } from '../../src/cache/open-cache.ts'
import type { Config } from '../../src/config/config.ts'
import { NO_CACHE, type SiteCache } from '../../src/sources/cached-texts.ts'
import { readConfig } from '../../src/sources/config-file.ts'
import { openSite } from '../../src/sources/content-folder.ts'
import { type FromPool, RenderPool } from '../../src/sources/render-pool.ts'
import { PROGRAM } from '../integration/compiled.ts'
import { aFolder } from './a-folder.ts'

const AT = Temporal.Instant.from('2026-06-01T00:00:00Z')
const POSTS = 250

const CONFIG = `
[site]
title = "The Lantern"
url = "https://lantern.example/"
language = "en"
timezone = "Asia/Taipei"
[content]
source = "content"
[output]
dir = "dist"
[web]
url = "https://news.lantern.example/"
secrets = ["a-secret-of-a-test-which-signs-nothing"]
[database]
url = "sqlite:broadsheet.db"
`

/** Enough posts that they are shared out; each asks its site for something. */
function aSite(): string {
  const posts = [...Array(POSTS).keys()].map((number) => [
    `content/posts/${number}.md`,
    `---\ntitle: Number ${number}\ndate: 2026-01-01\n---\n[The next]({{< ref "${(number + 1) % POSTS}" >}}) and ![a lamp](lamp.png). {{< aside >}}\n`,
  ])
  return aFolder({
    'broadsheet.toml': CONFIG,
    'hugo.toml': 'baseURL = "https://lantern.example/"\n',
    ...Object.fromEntries(posts),
  })
}

/** The worker pool's own, as it is compiled; and what it made. */
class NotingCrew extends RenderPool {
  readonly made = new Map<string, string>()

  override arrived(): FromPool[] {
    const arrived = super.arrived()
    for (const { path, origin } of arrived) if (origin) this.made.set(path, origin)
    return arrived
  }
}

function crewFor(dir: string): NotingCrew {
  const entry = new URL('render-thread.js', pathToFileURL(PROGRAM))
  return new NotingCrew({ entry, configFile: join(dir, 'broadsheet.toml'), cache: placeIn(dir), at: AT, size: 1 })
}

function placeIn(dir: string) {
  return { dir: join(dir, 'cache'), program: 'this program' }
}

function cacheIn(dir: string): SiteCache {
  const { dir: folder, program } = placeIn(dir)
  const cache = openCache(folder, program)
  onTestFinished(cache.close)
  return {
    pages: cache.namespace('pages'),
    origins: cache.namespace('origins'),
    renderedEntries: cache.namespace('renderedEntries'),
  }
}

async function configOf(dir: string): Promise<Config> {
  const { config } = await readConfig(join(dir, 'broadsheet.toml'), {}, () => true)
  if (!config) throw new Error('the configuration of this test is broken')
  return config
}

async function allReadings(config: Config, cache: SiteCache, pool?: RenderPool) {
  const { posts, problems, renderedEntries } = await openSite(config, AT, cache, pool)
  renderedEntries.expect(posts)
  // Whoever wants them is late, so that the others are at work already.
  await pool?.arrival()
  const said = []
  for (const post of posts) said.push(await renderedEntries.rendered(post))
  renderedEntries.keep()
  return { problems, said }
}

test('entries rendered by another thread are those that one makes alone, and are kept', async () => {
  const dir = aSite()
  const config = await configOf(dir)
  const cache = cacheIn(dir)
  const alone = await allReadings(config, NO_CACHE)
  const pool = crewFor(dir)
  expect(await allReadings(config, cache, pool)).toEqual(alone)
  expect(pool.made.size).toBeGreaterThan(0)
  const kept = cache.origins.all()
  expect(kept.size).toBe(POSTS)
  for (const [path, origin] of pool.made) expect(kept.get(path)).toBe(origin)
  const again = crewFor(dir)
  expect(await allReadings(config, cache, again)).toEqual(alone)
  expect(again.made.size, 'nothing is left to make').toBe(0)
})

test('what a thread makes of another site counts for nothing', async () => {
  const dir = aSite()
  const config = await configOf(dir)
  const cache = cacheIn(dir)
  const alone = await allReadings(config, NO_CACHE)
  writeFileSync(config.file, CONFIG.replace('Asia/Taipei', 'UTC'))
  const pool = crewFor(dir)
  expect(await allReadings(config, cache, pool)).toEqual(alone)
  expect(pool.made.size).toBeGreaterThan(0)
  const kept = cache.origins.all()
  for (const [path, origin] of pool.made) expect(kept.get(path)).not.toBe(origin)
})
