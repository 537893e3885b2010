import type { Temporal } from 'temporal-polyfill'
import type { Config } from '../config/config.ts'
import type { Page } from '../posts/page.ts'
import { builtBodies } from './built-bodies.ts'
import type { SiteCache } from './cached-texts.ts'
import type { SiteReader } from './engines/engine.ts'
import type { GivenBodies } from './given-bodies.ts'

export interface TakeBodies {
  config: Config
  /** Absolute folder of the site. */
  root: string
  site: SiteReader
  pages: readonly Page[]
  cache: SiteCache
  now: Temporal.Instant
}

/** Who makes the bodies besides Broadsheet itself; undefined where nobody does. */
export async function takeBodies({ config, site, pages }: TakeBodies): Promise<GivenBodies | undefined> {
  return builtBodies({ config, site, pages })
}
