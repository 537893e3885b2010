import type { Config } from '../config/config.ts'
import { VERSION } from '../config/version.ts'
import type { Away, NeededUrl } from '../editions/needed-urls.ts'
import type { LiveCheck } from '../network/live-check.ts'
import type { Store } from '../store/open-store.ts'
import { lazily } from './lazily.ts'

const liveCheck = lazily(async () => (await import('../network/live-check.ts')).liveCheck)
const probeInstance = lazily(async () => (await import('../network/probe.ts')).probeInstance)
const guardedFetch = lazily(async () => (await import('../network/guarded-fetch.ts')).guardedFetch)

/** What is online, as this publication asks for it; what answered is remembered for a while. */
export function preflightPorts(config: Config, store: Pick<Store, 'instance'>) {
  let check: Promise<LiveCheck> | undefined
  return {
    probe: async () => probeInstance(config.web.url, store.instance, await fetchFor(config)),
    away: async (needed: NeededUrl[]): Promise<Away[]> => {
      check ??= openCheck(config)
      return (await check)(needed)
    },
  }
}

async function openCheck(config: Config): Promise<LiveCheck> {
  return liveCheck({
    fetch: await fetchFor(config),
    fetchElsewhere: await fetchFor(config, true),
    siteUrl: config.site.url,
    now: Date.now,
  })
}

function fetchFor({ site, web, content }: Config, isElsewhere = false) {
  return guardedFetch({
    userAgent: `Broadsheet/${VERSION}`,
    sites: isElsewhere ? [] : [site.url, web.url],
    // Posts of feeds are wherever these say.
    elsewhere: isElsewhere || content.feeds !== undefined,
  })
}
