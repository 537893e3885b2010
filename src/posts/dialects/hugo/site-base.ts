import type { Config } from '../../../config/config.ts'
import { type Problem, warning } from '../../../config/problem.ts'
import { isTimeZone, publicUrl, sameAddress } from '../../site-address.ts'
import { type HugoSite, hugoSite } from './site-config.ts'

/** A site whose base URL and time zone can be relied on. */
export interface BasedSite extends HugoSite {
  /** Absolute, with a slash at the end. */
  baseUrl: string
  /** Where Hugo's configuration names none, UTC: what Hugo takes on a build server, whose own zone it is. */
  timeZone: string
  /** Pattern of the sections that `permalinks` does not name (broadsheet.toml's `content.permalink`). */
  otherPermalink?: string
}

/** What of broadsheet.toml says how the site is read. */
export interface SiteSettings {
  site: Pick<Config['site'], 'url' | 'language' | 'timezone'>
  content: Pick<Config['content'], 'permalink'>
}

/**
 * Joins what Hugo's configuration and broadsheet.toml say. Hugo's decides URLs and dates; where it says nothing, or there is none,
 * broadsheet.toml does. The language of a site that has only one is broadsheet.toml's.
 * @param file Hugo's configuration file, for problems
 */
export function baseSite(
  found: HugoSite | undefined,
  config: SiteSettings,
  file?: string,
): { site: BasedSite; problems: Problem[] } {
  const hugo = found ?? { ...hugoSite([]), timeZone: config.site.timezone }
  const baseUrl = publicUrl(hugo.baseUrl) ?? config.site.url
  const timeZone = hugo.timeZone ?? 'UTC'
  const knownZone = isTimeZone(timeZone)
  const only = hugo.languages.length === 1 ? hugo.languages[0] : undefined
  const place = file ? { file } : {}
  const site: BasedSite = {
    ...hugo,
    baseUrl,
    timeZone: knownZone ? timeZone : 'UTC',
    ...(only && { languages: [{ ...only, tag: config.site.language }] }),
    ...(config.content.permalink && { otherPermalink: config.content.permalink }),
  }
  const problems: Problem[] = []
  if (!knownZone) problems.push(unknownZone(timeZone, place))
  if (!sameAddress(baseUrl, config.site.url)) problems.push(otherBase(baseUrl, config.site.url, place))
  return { site, problems }
}

function unknownZone(name: string, place: Partial<Problem>): Problem {
  const hint = 'Dates without a zone are read in UTC; name a zone such as Asia/Taipei.'
  return warning('hugo.time-zone', `timeZone "${name}" is not a time zone.`, { hint, ...place })
}

function otherBase(hugoUrl: string, siteUrl: string, place: Partial<Problem>): Problem {
  const message = `baseURL is ${hugoUrl} here and site.url is ${siteUrl} in broadsheet.toml.`
  return warning('hugo.base-url', message, { hint: 'Posts are linked below baseURL; make the two the same.', ...place })
}
