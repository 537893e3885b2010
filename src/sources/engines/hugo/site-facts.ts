import type { SiteFacts } from '../../../config/starter-config.ts'
import { type HugoSite, hugoSite } from '../../../posts/dialects/hugo/site-config.ts'
import { largestSection } from './largest-section.ts'

/** What a first broadsheet.toml takes from a Hugo site's settings. */
export async function siteFacts(dir: string, found: HugoSite | undefined): Promise<SiteFacts> {
  const site = found ?? hugoSite([])
  const { title, baseUrl, author, description, timeZone, staticDirs, contentDirs } = site
  const language = site.languages.find(({ key }) => key === site.defaultLanguage)?.tag
  const sections = await sectionsOf(dir, site)
  return {
    dialect: 'hugo',
    program: 'hugo',
    title,
    baseUrl,
    author,
    description,
    language,
    timeZone,
    ...(sections && { sections }),
    // What stands below a folder of its own is found by the site's settings.
    staticDirs: staticDirs.flatMap((each) => (each.prefix === '' ? [each.dir] : [])),
    contentDir: contentRoot(contentDirs),
    databaseNote: 'not in data/, which Hugo reads: it would fail on this file',
  }
}

/** Hugo's rule where no mainSections are written. */
async function sectionsOf(dir: string, site: HugoSite): Promise<SiteFacts['sections']> {
  const { mainSections } = site
  if (mainSections.length > 0)
    return { names: mainSections, note: "the site's mainSections", reason: "as the site's mainSections say" }
  const largest = await largestSection(dir, site)
  if (largest === undefined) return undefined
  const note = 'the section with the most pages'
  return { names: [largest], note, reason: `${note}, which Hugo takes for the main one` }
}

/** The folder that holds all of the content: `content/en` and `content/he` lie in `content`; the site's own where no other does. */
function contentRoot(dirs: HugoSite['contentDirs']): string {
  const [first = [], ...others] = dirs.map(({ dir }) => dir.split('/'))
  const shared = first.findIndex((part, index) => others.some((path) => path[index] !== part))
  return (shared < 0 ? first : first.slice(0, shared)).join('/') || '.'
}
