import type { DetectedSite, Engine } from '../engine.ts'
import { openHugoSite } from './hugo-reader.ts'
import { type FoundHugoSite, readHugoSite } from './hugo-site.ts'
import { holdsSource } from './placed-site.ts'
import { siteFacts } from './site-facts.ts'

export const hugoEngine: Engine = {
  name: 'hugo',
  lookedFor: 'hugo.toml, hugo.yaml, hugo.json, config.toml, config.yaml, config.json and config/_default/',
  async detect(dir, shownFrom = dir) {
    const found = await readHugoSite(dir, shownFrom)
    return found && detected(dir, found)
  },
  suppose: (dir) => detected(dir, undefined),
}

function detected(dir: string, found: FoundHugoSite | undefined): DetectedSite {
  return {
    files: found?.files ?? [],
    written: found?.written ?? '',
    holds: (config) => found !== undefined && holdsSource(found.site, dir, config),
    facts: () => siteFacts(dir, found?.site),
    open: (config) => openHugoSite(dir, found, config),
  }
}
