import type { SiteFacts } from '../../../config/starter-config.ts'
import type { JekyllSite } from '../../../posts/dialects/jekyll/site-config.ts'

/** What a first broadsheet.toml takes from a Jekyll site's settings. */
export function siteFacts({
  title,
  description,
  author,
  baseUrl,
  language,
  timeZone,
  collections,
}: JekyllSite): SiteFacts {
  const others = [...collections].filter(([name, { output }]) => output && name !== 'posts')
  const note = 'what is below _posts'
  return {
    dialect: 'jekyll',
    program: 'jekyll',
    ...(title && { title }),
    ...(baseUrl && { baseUrl }),
    ...(author && { author }),
    ...(description && { description }),
    ...(language && { language }),
    ...(timeZone && { timeZone }),
    ...(others.length > 0 && { sections: { names: ['posts'], note, reason: `${note}, and no other collection` } }),
    contentDir: '.',
    staticDirs: [],
    databaseNote: 'a folder of its own, which Jekyll does not publish once it is excluded',
  }
}
