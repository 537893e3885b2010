import { join } from 'node:path'
import type { Config } from '../../../config/config.ts'
import { bundlePictures } from '../../../posts/dialects/hugo/bundle-picture.ts'
import { hugoDialect } from '../../../posts/dialects/hugo/hugo-dialect.ts'
import { languageNamed } from '../../../posts/dialects/hugo/languages.ts'
import { type BasedSite, baseSite } from '../../../posts/dialects/hugo/site-base.ts'
import { folderOf } from '../../../posts/site-index.ts'
import { fileTimes } from '../../file-times.ts'
import { shownPath } from '../../shown-path.ts'
import type { SiteReader } from '../engine.ts'
import { hugoBodies } from './hugo-bodies.ts'
import { hugoProgram } from './hugo-program.ts'
import type { FoundHugoSite } from './hugo-site.ts'
import { placedSite } from './placed-site.ts'
import { readSectionFields } from './section-fields.ts'
import { siteBeyond } from './site-beyond.ts'
import { unreadFiles } from './unread-files.ts'
import { walkContent } from './walk-content.ts'

/** @param found undefined where no configuration says that the folder is a Hugo site */
export async function openHugoSite(
  root: string,
  found: FoundHugoSite | undefined,
  config: Config,
): Promise<SiteReader> {
  const configFile = found && shownPath(join(root, found.files[0] ?? ''), config.dir)
  const based = baseSite(found?.site, config, configFile)
  const placed = placedSite(based.site, root, config)
  const { site, scope, folders } = placed
  const { places, plainHtml, named, problems } = await walkContent(placed, config)
  const sectionFields = await readSectionFields(places)
  const dialect = hugoDialect(site, [...places.keys()], {
    sectionFields,
    plainHtml,
    named,
    ...(configFile && { file: configFile }),
  })
  const pictures = bundlePictures(places.keys())
  const unread = unreadFiles(places.keys())
  const asked = { committed: site.dateKeys.all.includes(':git'), modified: site.dateKeys.all.includes(':filemodtime') }
  return {
    dialect,
    problems: [...based.problems, ...problems, ...dialect.problems],
    baseUrl: site.baseUrl,
    params: languageNamed(site.defaultLanguage, site.languages).params,
    canonifyUrls: site.canonifyUrls,
    contentDirs: site.contentDirs.map(({ dir, prefix, languageKey }) => {
      const language = languageNamed(languageKey ?? site.defaultLanguage, site.languages)
      return { dir, prefix, urlPrefix: language.prefix }
    }),
    staticDirs: site.staticDirs,
    staticFiles: [],
    contentFiles: places,
    contentFolders: folders,
    unread,
    pictureFor: ({ bundle, path }) => (bundle ? pictures.get(folderOf(path)) : undefined),
    pagesDependOn: [...sectionFields].map(([path, fields]) => [path, [...fields]]),
    timesOf: await fileTimes(
      root,
      asked,
      scope.walks.map(({ dir }) => dir),
    ),
    beyond: (read) =>
      siteBeyond(root, {
        taxonomies: site.languages.flatMap(({ taxonomies }) => Object.values(taxonomies).flat()),
        // Not where a page cannot be read.
        pagesAreKnown:
          read.every(({ page, problems: ofPage }) => page || ofPage.length === 0) && !hasOthers(unread, site),
        written: found?.written ?? '',
      }),
    bodies: (pages) => hugoBodies(pages, site, dialect.markup, config),
    ...(found && { program: hugoProgram(root, found.maps, site) }),
    askProgram: async (posts, now) =>
      (await import('./ask-hugo.ts')).askHugo({ root, site, configFile }, posts, config, now),
  }
}

/** Whether there are pages that only Hugo reads, whose addresses follow a pattern or are told by nothing. */
function hasOthers(unread: SiteReader['unread'], site: BasedSite): boolean {
  const hasPatterns = Object.keys(site.permalinks).length > 0 || site.permalinkRules.length > 0
  return unread.some(({ why }) => why === 'gotmpl' || hasPatterns)
}
