import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Temporal } from 'temporal-polyfill'
import { expect, onTestFinished, test } from 'vitest'
import { openCache } from '../../src/cache/open-cache.ts'
import type { Config } from '../../src/config/config.ts'
import { readConfig } from '../../src/sources/config-file.ts'
import { openSite } from '../../src/sources/content-folder.ts'
import { NO_CACHE, type SiteCache } from '../../src/sources/kept-texts.ts'
import { type FromCrew, ReadingCrew } from '../../src/sources/reading-crew.ts'
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

/** The crew's own, as it is compiled; and what it made. */
class NotingCrew extends ReadingCrew {
  readonly made = new Map<string, string>()

  override arrived(): FromCrew[] {
    const arrived = super.arrived()
    for (const { path, origin } of arrived) if (origin) this.made.set(path, origin)
    return arrived
  }
}

function crewFor(dir: string): NotingCrew {
  const entry = new URL('reading-thread.js', pathToFileURL(PROGRAM))
  return new NotingCrew({ entry, configFile: join(dir, 'broadsheet.toml'), cache: placeIn(dir), at: AT, size: 1 })
}

function placeIn(dir: string) {
  return { dir: join(dir, 'cache'), program: 'this program' }
}

function cacheIn(dir: string): SiteCache {
  const { dir: folder, program } = placeIn(dir)
  const cache = openCache(folder, program)
  onTestFinished(cache.close)
  return { pages: cache.shelf('pages'), origins: cache.shelf('origins'), readings: cache.shelf('readings') }
}

async function configOf(dir: string): Promise<Config> {
  const { config } = await readConfig(join(dir, 'broadsheet.toml'), {}, () => true)
  if (!config) throw new Error('the configuration of this test is broken')
  return config
}

async function allReadings(config: Config, cache: SiteCache, crew?: ReadingCrew) {
  const { posts, problems, readings } = await openSite(config, AT, cache, crew)
  readings.expect(posts)
  // Whoever wants them is late, so that the others are at work already.
  await crew?.arrival()
  const said = []
  for (const post of posts) said.push(await readings.reading(post))
  readings.keep()
  return { problems, said }
}

test('readings made by another thread are those that one makes alone, and are kept', async () => {
  const dir = aSite()
  const config = await configOf(dir)
  const cache = cacheIn(dir)
  const alone = await allReadings(config, NO_CACHE)
  const crew = crewFor(dir)
  expect(await allReadings(config, cache, crew)).toEqual(alone)
  expect(crew.made.size).toBeGreaterThan(0)
  const kept = cache.origins.all()
  expect(kept.size).toBe(POSTS)
  for (const [path, origin] of crew.made) expect(kept.get(path)).toBe(origin)
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
  const crew = crewFor(dir)
  expect(await allReadings(config, cache, crew)).toEqual(alone)
  expect(crew.made.size).toBeGreaterThan(0)
  const kept = cache.origins.all()
  for (const [path, origin] of crew.made) expect(kept.get(path)).not.toBe(origin)
})
