import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../../../config/config.ts'
import { BroadsheetError, failure, warning } from '../../../config/problem.ts'
import { DataSyntaxError, readToml } from '../../../posts/data-languages.ts'
import { globPattern } from '../../../posts/dialects/zola/glob.ts'
import { ZOLA_CONTENT, zolaDialect } from '../../../posts/dialects/zola/zola-dialect.ts'
import { type ZolaSite, zolaSite } from '../../../posts/dialects/zola/zola-site.ts'
import { belowFolder, isWithin } from '../../../posts/mounted-dir.ts'
import { publicUrl, sameAddress } from '../../../posts/site-address.ts'
import { shownPath } from '../../shown-path.ts'
import { sourceFrom } from '../../site-folders.ts'
import type { DetectedSite, Engine, SiteReader } from '../engine.ts'
import { readFolderSite } from '../folder-site.ts'

const FILES = ['zola.toml', 'config.toml']
/** Zola does nothing without it, and no other program spells it so. */
const TELLING = /^[ \t]*base_url[ \t]*=/m

interface FoundZolaSite {
  site: ZolaSite
  file: string
  written: string
}

export const zolaEngine: Engine = {
  name: 'zola',
  lookedFor: 'zola.toml, or config.toml with base_url',
  async detect(dir, shownFrom = dir) {
    for (const file of FILES) {
      const written = await readFile(join(dir, file), 'utf8').catch(() => undefined)
      if (written !== undefined && (file === 'zola.toml' || TELLING.test(written)))
        return detected(dir, { site: siteIn(written, shownPath(join(dir, file), shownFrom)), file, written })
    }
    return undefined
  },
  suppose: (dir) => detected(dir, undefined),
}

/** @param file for problems */
function siteIn(written: string, file: string): ZolaSite {
  try {
    return zolaSite(readToml(written.replace(/^\uFEFF+/, '').replace(/\r\n?/g, '\n')) as Record<string, unknown>)
  } catch (error) {
    if (!(error instanceof DataSyntaxError)) throw error
    throw new BroadsheetError(
      error.faults.map(({ message, line }) =>
        failure('zola.config', `Zola's configuration cannot be read: ${message.replace(/\.$/, '')}.`, {
          hint: 'Put it right; without it no URL can be told.',
          file,
          ...(line && { line }),
        }),
      ),
    )
  }
}

function detected(dir: string, found: FoundZolaSite | undefined): DetectedSite {
  const site = found?.site ?? zolaSite({})
  return {
    files: found ? [found.file] : [],
    written: found?.written ?? '',
    holds: (config) => isWithin(sourceFrom(dir, config), ZOLA_CONTENT),
    facts: async () => {
      const { title, baseUrl, description, author, defaultLanguage } = site
      return {
        dialect: 'zola',
        contentDir: ZOLA_CONTENT,
        staticDirs: ['static'],
        language: defaultLanguage,
        ...(title && { title }),
        ...(baseUrl && { baseUrl }),
        ...(description && { description }),
        ...(author && { author: { name: author } }),
      }
    },
    open: (config) => openZolaSite(dir, site, found?.file, config),
  }
}

function openZolaSite(root: string, site: ZolaSite, file: string | undefined, config: Config): Promise<SiteReader> {
  const baseUrl = publicUrl(site.baseUrl) ?? config.site.url
  const ignored = site.ignored.map(globPattern)
  const language = site.languages.length > 0 ? site.defaultLanguage : config.site.language
  const hint = 'Posts are linked below base_url; make the two the same.'
  const message = `base_url is ${baseUrl} here and site.url is ${config.site.url} in broadsheet.toml.`
  return readFolderSite({
    root,
    config,
    baseUrl,
    contentDirs: [ZOLA_CONTENT],
    staticDirs: ['static'],
    params: site.extra,
    problems: sameAddress(baseUrl, config.site.url)
      ? []
      : [warning('zola.base-url', message, { hint, ...(file && { file: shownPath(join(root, file), config.dir) }) })],
    isLeftOut: (path) => ignored.some((pattern) => pattern.test(belowFolder(path, ZOLA_CONTENT))),
    dialect: (files) => zolaDialect({ ...site, baseUrl, language }, files.keys()),
    bodies: () => ({
      answer: () => undefined,
      answersKey: '',
      syntax: async () => (await import('../../../posts/dialects/zola/zola-syntax.ts')).zolaSyntax,
      problems: [],
    }),
  })
}
