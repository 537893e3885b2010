import { join } from 'node:path'
import type { Config } from '../../../config/config.ts'
import { CODE, type DataFiles } from '../../../posts/dialects/eleventy/data-cascade.ts'
import { eleventySite, folderPath } from '../../../posts/dialects/eleventy/eleventy-config.ts'
import { eleventyDialect } from '../../../posts/dialects/eleventy/eleventy-dialect.ts'
import type { BasedEleventySite, EleventySite } from '../../../posts/dialects/eleventy/eleventy-site.ts'
import { ignoredPaths } from '../../../posts/dialects/eleventy/ignored-paths.ts'
import { asksForFileDate } from '../../../posts/dialects/eleventy/page-date.ts'
import { fileTimes } from '../../file-times.ts'
import { ownFiles } from '../../own-files.ts'
import { shownPath } from '../../shown-path.ts'
import { sourceFrom } from '../../site-folders.ts'
import type { SiteReader } from '../engine.ts'
import { readFolderSite } from '../folder-site.ts'
import { eleventyBodies } from './eleventy-bodies.ts'
import type { FoundEleventySite } from './read-config.ts'
import { readGlobalData, readLocalData } from './read-data.ts'
import { codeProblems, dataAbove, ignoreLines, isNoContent, passthroughDirs } from './site-folders.ts'

/** @param found undefined where no file says that the folder is an Eleventy site */
export async function openEleventySite(
  root: string,
  found: FoundEleventySite | undefined,
  config: Config,
): Promise<SiteReader> {
  const written = found?.site ?? eleventySite('')
  // Where no configuration can say it, the folder that the operator names is the input.
  const isSupposed = !found || written.code.includes('dir.input')
  const site = isSupposed ? withInput(written, sourceFrom(root, config)) : written
  const global = await readGlobalData(root, site, { shownFrom: config.dir, isOwn: ownFiles(config) })
  const based = basedSite(site, config, { ...global, local: new Map(), named: new Map() })
  const isIgnored = ignoredPaths(await ignoreLines(root, site))
  const file = found && shownPath(join(root, found.file), config.dir)
  const asked = new Set<string>()
  const dependsOn: unknown[] = []
  const reader = await readFolderSite({
    root,
    config,
    baseUrl: based.baseUrl,
    canonifyUrls: site.linksFromBase,
    contentDirs: [site.input],
    staticDirs: [],
    mountedDirs: passthroughDirs(site),
    problems: [...codeProblems(written, file, root, config), ...global.problems],
    isLeftOut: (path) => isNoContent(path, root, site, config) || isIgnored(path),
    pagesDependOn: dependsOn,
    times: () =>
      fileTimes(root, {
        committed: asked.has('committed'),
        modified: asked.has('modified'),
        added: asked.has('added'),
      }),
    async dialect(files) {
      const above = dataAbove(root, site, config)
      const { problems, local, named } = await readLocalData(root, site, [...above, ...files.keys()], config)
      based.files = { ...based.files, local, named }
      for (const data of [...[...local.values()].flat(), site.globalData, global.global]) {
        const time = asksForFileDate(data.date)
        if (time) asked.add(time)
      }
      dependsOn.push(asText([...local]), asText(global.global), [...global.globalCode])
      const dialect = eleventyDialect(based)
      return { ...dialect, problems: [...problems, ...dialect.problems] }
    },
    bodies: (pages) => eleventyBodies(pages, root, based, config),
  })
  return { ...reader, linksFromContent: true }
}

function withInput(site: EleventySite, input: string): EleventySite {
  const [includes, data] = [site.includes, site.data].map((dir) => folderPath(`${input}/${dir}`))
  return { ...site, input, includes: includes ?? '', data: data ?? '' }
}

/** Eleventy knows its site's path at most; its address is broadsheet.toml's. */
function basedSite(site: EleventySite, config: Config, files: DataFiles): BasedEleventySite {
  const url = new URL(config.site.url)
  const prefix = folderPath(site.pathPrefix ?? '')
  const base = url.pathname === '/' && prefix !== '' ? new URL(`${prefix}/`, url) : url
  const { permalink } = config.content
  return {
    ...site,
    baseUrl: base.href,
    basePath: base.pathname,
    language: config.site.language,
    files,
    ...(permalink !== undefined && { permalink }),
  }
}

/** With the sign for code, which JSON has no word for. */
function asText(data: unknown): string {
  return JSON.stringify(data, (_, value) => (value === CODE ? '{code}' : value)) ?? ''
}
