import { isMap } from '../../../config/is-map.ts'
import type { SiteFacts } from '../../../config/starter-config.ts'
import type { Data } from '../../../posts/dialects/eleventy/data-cascade.ts'
import type { EleventySite } from '../../../posts/dialects/eleventy/eleventy-site.ts'
import { asText } from '../../../posts/front-matter-fields.ts'

/** Names under which sites keep who they are. */
const METADATA = ['metadata', 'site', 'meta', 'siteConfig', 'config', 'settings', 'global', 'globals']

/** What a first broadsheet.toml takes from an Eleventy site's data. */
export function siteFacts(site: EleventySite, global: Data): SiteFacts {
  const all = { ...site.globalData, ...global }
  const found = METADATA.map((name) => (Object.hasOwn(all, name) ? all[name] : undefined)).find(
    (each) => isMap(each) && asText(each.title ?? each.name),
  )
  const data: Data = isMap(found) ? found : {}
  const title = asText(data.title) ?? asText(data.name)
  const url = asText(data.url) ?? asText(data.baseUrl) ?? asText(data.siteUrl)
  const language = asText(data.language) ?? asText(data.lang) ?? asText(data.locale)
  const description = asText(data.description)
  const author = authorIn(data.author)
  const folders = site.passthrough.flatMap(({ from, to }) => (to === '' ? [from] : []))
  return {
    dialect: 'eleventy',
    contentDir: site.input || '.',
    staticDirs: folders,
    ...(title && { title }),
    ...(url && { baseUrl: url }),
    ...(language && { language }),
    ...(description && { description }),
    ...(author && { author }),
  }
}

function authorIn(written: unknown): SiteFacts['author'] {
  if (!isMap(written)) {
    const name = asText(written)
    return name === undefined ? undefined : { name }
  }
  const [name, email] = [asText(written.name), asText(written.email)]
  return name === undefined ? undefined : { name, ...(email && { email }) }
}
