import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import type { Config } from '../../../config/config.ts'
import type { FileTimes } from '../../../posts/dialects/dialect.ts'
import { jekyllDialect } from '../../../posts/dialects/jekyll/jekyll-dialect.ts'
import { standingOf } from '../../../posts/dialects/jekyll/place.ts'
import { baseSite } from '../../../posts/dialects/jekyll/site-base.ts'
import { REDIRECT_FILES, redirectsIn } from '../../redirects.ts'
import { shownPath } from '../../shown-path.ts'
import type { FoundFile } from '../../walk-folder.ts'
import type { SiteReader } from '../engine.ts'
import { jekyllBodies } from './jekyll-bodies.ts'
import { jekyllProgram } from './jekyll-program.ts'
import type { FoundJekyllSite } from './read-config.ts'
import { walkSite } from './walk-site.ts'

/** @param found undefined where no configuration says that the folder is a Jekyll site */
export async function openJekyllSite(
  root: string,
  found: FoundJekyllSite | undefined,
  config: Config,
): Promise<SiteReader> {
  const configFile = found && shownPath(join(root, found.files[0] ?? ''), config.dir)
  const { site, problems: ofBase } = baseSite(found?.site, config, configFile)
  const { content, statics, problems } = await walkSite(root, site, config)
  const dialect = jekyllDialect(site, configFile)
  const isDraft = (path: string) => standingOf(path, site)?.kind === 'draft'
  return {
    dialect,
    problems: [...ofBase, ...problems, ...dialect.problems],
    baseUrl: site.baseUrl,
    params: site.config,
    canonifyUrls: false,
    contentDirs: [{ dir: '', prefix: '', urlPrefix: '' }],
    staticDirs: [],
    staticFiles: statics,
    contentFiles: content,
    contentFolders: [config.content.source],
    unread: [],
    pictureFor: () => undefined,
    pagesDependOn: [],
    timesOf: async (path, file) => (isDraft(path) ? modified(file) : {}),
    beyond: async () => ({
      files: new Set(),
      redirects: await redirectsIn(root, REDIRECT_FILES),
      taxonomies: [],
      linksAreRewritten: false,
      // Plugins make pages of their own, and nothing tells which.
      pagesAreKnown: false,
    }),
    bodies: (pages) => jekyllBodies(pages, root, site, config),
    ...(found && { program: programOf(root, found, site.baseUrl) }),
    askProgram: async () => [],
  }
}

function programOf(root: string, { site, files }: FoundJekyllSite, baseUrl: string) {
  const configFile = files.find((name) => name.startsWith('_config.'))
  return jekyllProgram({ root, configFile, config: site.config, baseUrl })
}

async function modified({ absolute }: FoundFile): Promise<FileTimes> {
  const { mtimeMs } = await stat(absolute)
  return { modified: { instant: Temporal.Instant.fromEpochMilliseconds(Math.floor(mtimeMs)), offset: '+00:00' } }
}
