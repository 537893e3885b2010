import { jekyllSite } from '../../../posts/dialects/jekyll/site-config.ts'
import { isWithin } from '../../../posts/mounted-dir.ts'
import { sourceFrom } from '../../site-folders.ts'
import type { DetectedSite, Engine } from '../engine.ts'
import { openJekyllSite } from './jekyll-reader.ts'
import { type FoundJekyllSite, readJekyllSite } from './read-config.ts'
import { siteFacts } from './site-facts.ts'

export const jekyllEngine: Engine = {
  name: 'jekyll',
  lookedFor: '_config.yml, _config.yaml, _config.toml, or _posts beside a Gemfile with jekyll or github-pages',
  async detect(dir, shownFrom = dir) {
    const found = await readJekyllSite(dir, shownFrom)
    return found && detected(dir, found)
  },
  suppose: (dir) => detected(dir, undefined),
}

function detected(dir: string, found: FoundJekyllSite | undefined): DetectedSite {
  return {
    files: found?.files ?? [],
    written: found?.written ?? '',
    holds: (config) => found !== undefined && isWithin(sourceFrom(dir, config), ''),
    facts: async () => siteFacts(found?.site ?? jekyllSite({})),
    open: (config) => openJekyllSite(dir, found, config),
  }
}
