import { dirname, join, sep } from 'node:path'
import type { Config } from '../config/config.ts'
import { DIALECTS } from '../config/dialects.ts'
import { BroadsheetError, failure } from '../config/problem.ts'
import type { DetectedSite } from './engines/engine.ts'
import { detectIn, supposedEngine, unknownEngineIn } from './engines/engines.ts'
import { shownPath } from './shown-path.ts'

export interface FoundSite {
  /** Absolute folder of the site: the one with its configuration, else the one that holds the content folder. */
  root: string
  site: DetectedSite
}

/** The site to which the content folder belongs. Throws a BroadsheetError where its configuration is broken. */
export async function findSite(config: Config): Promise<FoundSite> {
  const { content, dir } = config
  const above = foldersAbove(content.source, dir)
  for (const root of [...above, ...foldersBeside(content.source, dir, above)]) {
    const found = await detectIn(root, dir, content.dialect)
    if (found && (above.includes(root) || found.site.holds(config))) return { root, site: found.site }
  }
  if (content.dialect === 'auto') await refuseUnknownEngines(config)
  const root = dirname(content.source)
  return { root, site: supposedEngine(content.dialect).suppose(root) }
}

/** Their posts bear dates and addresses that no engine here would give them: all links would be wrong. */
async function refuseUnknownEngines({ content, dir }: Config): Promise<void> {
  for (const root of foldersAbove(content.source, dir)) {
    const found = await unknownEngineIn(root)
    if (!found) continue
    const { name } = supposedEngine('auto')
    const hint = `Write dialect = "${name}" in [content] if its posts lie where ${DIALECTS[name]} would have them.`
    throw new BroadsheetError(
      failure('source.engine', `This is a site of ${found.engine}, whose posts cannot be read yet.`, {
        hint,
        file: shownPath(join(root, found.file), dir),
      }),
    )
  }
}

/** The content folder and those above it, up to broadsheet.toml's; where that is elsewhere, up to what they share. */
function foldersAbove(source: string, dir: string): string[] {
  const folders: string[] = []
  for (let folder = source; ; folder = dirname(folder)) {
    if (folder !== dir && isWithin(dir, folder)) return folders
    folders.push(folder)
    if (folder === dir || folder === dirname(folder)) return folders
  }
}

/** Where else a site may be whose content this is, by what it mounts: broadsheet.toml's own folder, and the one that both share. */
function foldersBeside(source: string, dir: string, above: string[]): string[] {
  const shared = dirname(above.at(-1) ?? source)
  return [dir, shared].filter((folder) => !above.includes(folder))
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep)
}
