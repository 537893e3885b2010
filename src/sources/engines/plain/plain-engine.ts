import { existsSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import type { Config } from '../../../config/config.ts'
import { OWN_DATA_DIR } from '../../../config/starter-config.ts'
import { PLAIN_PERMALINK, type PlainSite, plainDialect } from '../../../posts/dialects/plain/plain-dialect.ts'
import { wikiAnswers } from '../../../posts/dialects/plain/wiki-index.ts'
import { isWithin } from '../../../posts/mounted-dir.ts'
import { fileTimes } from '../../file-times.ts'
import { posixPath } from '../../shown-path.ts'
import { walkFolder } from '../../walk-folder.ts'
import type { DetectedSite, Engine, SiteReader } from '../engine.ts'
import { readFolderSite } from '../folder-site.ts'

/** Any folder that has Markdown in it. */
export const plainEngine: Engine = {
  name: 'plain',
  lookedFor: 'files of Markdown (.md)',
  async detect(dir) {
    const found = await markdownIn(dir)
    return found.length > 0 ? detected(found) : undefined
  },
  suppose: () => detected([]),
}

const MOST_NAMED = 3

function detected(names: string[]): DetectedSite {
  const more = names.length > MOST_NAMED ? [`${names.length - MOST_NAMED} more`] : []
  return {
    files: [...names.slice(0, MOST_NAMED), ...more],
    written: '',
    // Which of several such folders is meant, only broadsheet.toml says.
    holds: () => false,
    facts: async () => ({ dialect: 'plain', contentDir: '.', permalink: PLAIN_PERMALINK }),
    open: (config) => openPlainSite(config),
  }
}

async function markdownIn(dir: string): Promise<string[]> {
  const { files } = await walkFolder(dir, dir, undefined, [], (path) => isNoContent(path))
  return files.flatMap(({ path }) => (/\.(?:md|markdown|mdown|mkd)$/i.test(path) ? [path] : []))
}

/** What lies in a folder and is nobody's post. */
const NO_CONTENT = new Set(['node_modules', 'vendor', OWN_DATA_DIR])

function isNoContent(path: string): boolean {
  return NO_CONTENT.has(basename(path))
}

/** The folder of the posts is the whole site: what is above it is not known to belong to it. */
function openPlainSite(config: Config): Promise<SiteReader> {
  const root = config.content.source
  const site: PlainSite = {
    baseUrl: config.site.url,
    timeZone: config.site.timezone,
    language: config.site.language,
    isVault: existsSync(join(root, '.obsidian')) || existsSync(join(config.dir, '.obsidian')),
    ...(config.content.permalink && { permalink: config.content.permalink }),
  }
  const { built } = config.content
  const ours = [config.output.dir, config.database.dataDir, join(config.dir, 'templates'), ...config.content.static]
    .concat(built ?? [])
    .map((dir) => posixPath(relative(root, dir)))
    .filter((dir) => dir !== '' && isWithin(dir, ''))
  return readFolderSite({
    root,
    config,
    baseUrl: site.baseUrl,
    contentDirs: [''],
    staticDirs: [],
    problems: [],
    isLeftOut: (path) => isNoContent(path) || ours.includes(path),
    times: () => fileTimes(root, { committed: false, modified: false, added: true }),
    dialect: (files) => plainDialect(site, [...files.keys()]),
    bodies: (pages, files) => ({
      answer: wikiAnswers(pages, [...files.keys()]),
      answersKey: '',
      syntax: async () => (await import('../../../posts/dialects/plain/plain-syntax.ts')).plainSyntax,
      problems: [],
    }),
  })
}
