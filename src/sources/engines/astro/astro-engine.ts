import { join } from 'node:path'
import type { Config } from '../../../config/config.ts'
import { type Problem, warning } from '../../../config/problem.ts'
import { astroDialect, type BasedAstroSite } from '../../../posts/dialects/astro/astro-dialect.ts'
import type { AstroSite } from '../../../posts/dialects/astro/astro-site.ts'
import { belowFolder, isWithin } from '../../../posts/mounted-dir.ts'
import { sameAddress } from '../../../posts/site-address.ts'
import { writtenInto } from '../../published-folder.ts'
import { shownPath } from '../../shown-path.ts'
import { sourceFrom } from '../../site-folders.ts'
import type { DetectedSite, Engine, SiteReader } from '../engine.ts'
import { readFolderSite } from '../folder-site.ts'
import { baseUrlOf } from './base-url.ts'
import { contentDirsOf } from './content-dirs.ts'
import { readRoutes } from './read-routes.ts'
import { type FoundAstroSite, readAstroSite, supposedAstroSite } from './read-site.ts'
import { siteFacts } from './site-facts.ts'

export const astroEngine: Engine = {
  name: 'astro',
  lookedFor: 'astro.config.mjs, or src/content.config.ts',
  async detect(dir) {
    const found = await readAstroSite(dir)
    return found && detected(dir, found)
  },
  suppose: (dir) => detected(dir, supposedAstroSite()),
}

function detected(dir: string, found: FoundAstroSite): DetectedSite {
  return {
    files: found.files,
    written: found.written,
    holds: (config) => {
      const source = sourceFrom(dir, config)
      return (
        source !== '' && contentDirsOf(dir, found.site).some((each) => isWithin(source, each) || isWithin(each, source))
      )
    },
    facts: () => siteFacts(dir, found.site),
    open: (config) => openAstroSite(dir, found, config),
  }
}

async function openAstroSite(
  root: string,
  { site, files: [file = ''] }: FoundAstroSite,
  config: Config,
): Promise<SiteReader> {
  const shown = shownPath(`${root}/${file}`, config.dir)
  const baseUrl = baseUrlOf(site) ?? config.site.url
  const { permalink } = config.content
  const routes = await readRoutes(root, site)
  const based: BasedAstroSite = {
    ...site,
    baseUrl,
    language: config.site.language,
    routes,
    ...(permalink && { permalink }),
  }
  const leftOut = [site.outDir, site.publicDir]
  return readFolderSite({
    root,
    config,
    baseUrl,
    contentDirs: contentDirsOf(root, site),
    prefixOf: (dir) => prefixOf(dir, site),
    pictureDirs: [site.srcDir],
    staticDirs: [site.publicDir],
    problems: [
      ...ofAddress(baseUrl, config, shown),
      ...ofSettings(site, shown),
      ...ofOutput(join(root, site.outDir), config),
    ],
    isLeftOut: (path) => leftOut.includes(path) || path.split('/').includes('node_modules'),
    pagesDependOn: [routes],
    dialect: () => astroDialect(based, shown),
    bodies: () => ({
      answer: () => undefined,
      answersKey: '',
      syntax: async () => (await import('../../../posts/dialects/astro/mdx-syntax.ts')).mdxSyntax(site),
      problems: [],
    }),
  })
}

/** Where a collection's own folder stands on the site, for links to what lies in it. */
function prefixOf(dir: string, { srcDir, collections }: AstroSite): string {
  if (isWithin(dir, `${srcDir}/content`)) return belowFolder(dir, `${srcDir}/content`)
  return collections.all.find(({ base }) => base === dir)?.name ?? ''
}

/** Said of the built site itself, where broadsheet.toml names it. */
function ofOutput(folder: string, config: Config): Problem[] {
  return folder === config.content.built ? [] : writtenInto(folder, config)
}

function ofAddress(baseUrl: string, config: Config, file: string): Problem[] {
  if (sameAddress(baseUrl, config.site.url)) return []
  const message = `site and base make ${baseUrl} here, and site.url is ${config.site.url} in broadsheet.toml.`
  return [
    warning('astro.base-url', message, { hint: 'Posts are linked below the first; make the two the same.', file }),
  ]
}

const SAID_ELSEWHERE: Record<string, string> = {
  trailingSlash: 'Write how your posts are linked as permalink in [content]: "/blog/:id/".',
  srcDir: 'Write the folder of your posts as source in [content].',
  publicDir: 'Write that folder as static in [content].',
  base: 'Write it as a part of url in [site].',
  i18n: "Write a post's language as lang into its front matter.",
}

function ofSettings({ unread, collections }: AstroSite, file: string): Problem[] {
  const settings = unread.flatMap((key) => {
    const hint = SAID_ELSEWHERE[key.split('.')[0] ?? '']
    const message = `Code makes the value of ${key}, and is not run here.`
    return hint === undefined ? [] : [warning('astro.config', message, { hint, file })]
  })
  const filled = collections.filledByCode.map((name) =>
    warning('astro.collection', `Code fills the collection "${name}", and is not run here: its posts are not read.`, {
      hint: 'What is read are files: those of glob({ base, pattern }), both written as they are.',
      file,
    }),
  )
  return [...settings, ...filled]
}
