import type { Config } from '../../../config/config.ts'
import { type Problem, warning } from '../../../config/problem.ts'
import { isTimeZone, publicUrl, sameAddress } from '../../site-address.ts'
import { type JekyllSite, jekyllSite } from './site-config.ts'

/** A site whose address, time zone and language can be relied on. */
export interface BasedSite extends JekyllSite {
  /** Absolute, with a slash at the end. */
  baseUrl: string
  timeZone: string
  language: string
}

/**
 * Joins what `_config.yml` and broadsheet.toml say. Jekyll's decides addresses and dates; where it says nothing, broadsheet.toml does.
 * A zone that is not written is that of the machine that builds, on a build server UTC.
 * @param file Jekyll's configuration, for problems
 */
export function baseSite(
  found: JekyllSite | undefined,
  { site }: { site: Pick<Config['site'], 'url' | 'language' | 'timezone'> },
  file?: string,
): { site: BasedSite; problems: Problem[] } {
  const jekyll = found ?? { ...jekyllSite({}), timeZone: site.timezone }
  const baseUrl = publicUrl(jekyll.baseUrl) ?? site.url
  const timeZone = jekyll.timeZone ?? 'UTC'
  const knownZone = isTimeZone(timeZone)
  const place = file ? { file } : {}
  const problems: Problem[] = []
  if (!knownZone) {
    const hint = 'Dates without a zone are read in UTC; name a zone such as Asia/Taipei.'
    problems.push(warning('jekyll.time-zone', `timezone "${timeZone}" is not a time zone.`, { hint, ...place }))
  }
  if (!sameAddress(baseUrl, site.url)) {
    const message = `url and baseurl make ${baseUrl} here, and site.url is ${site.url} in broadsheet.toml.`
    problems.push(
      warning('jekyll.base-url', message, {
        hint: 'Posts are linked below the first; make the two the same.',
        ...place,
      }),
    )
  }
  const language = jekyll.language ?? site.language
  return { site: { ...jekyll, baseUrl, timeZone: knownZone ? timeZone : 'UTC', language }, problems }
}
