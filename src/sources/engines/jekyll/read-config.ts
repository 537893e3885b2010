import { join } from 'node:path'
import { isMap } from '../../../config/is-map.ts'
import { BroadsheetError, failure } from '../../../config/problem.ts'
import { DataSyntaxError, readToml, readYaml } from '../../../posts/data-languages.ts'
import { type JekyllSite, jekyllSite } from '../../../posts/dialects/jekyll/site-config.ts'
import { readFile, readNames } from '../../read-at-once.ts'
import { shownPath } from '../../shown-path.ts'
import { cannotRead } from '../../walk-folder.ts'
import { gemsIn } from './gemfile.ts'

export interface FoundJekyllSite {
  site: JekyllSite
  /** By which it was known, below its folder. */
  files: string[]
  /** All that they say, as one text. */
  written: string
}

/** Jekyll takes the first that is there. */
const CONFIG_NAMES = ['_config.toml', '_config.yml', '_config.yaml']

/**
 * Reads a Jekyll site's configuration; without one it is a site where a Gemfile asks for Jekyll. Undefined where there is none.
 * Throws a BroadsheetError where the file is broken, since without it no URL can be told.
 * @param shownFrom folder from which problems name their files
 */
export async function readJekyllSite(dir: string, shownFrom = dir): Promise<FoundJekyllSite | undefined> {
  const names: string[] = await readNames(dir).catch(() => [])
  const name = CONFIG_NAMES.find((each) => names.includes(each))
  const gemfile = names.includes('Gemfile') ? await readFile(join(dir, 'Gemfile'), 'utf8').catch(() => '') : ''
  const gems = gemsIn(gemfile)
  const asksForIt = gems.includes('jekyll') || gems.includes('github-pages')
  if (name === undefined && !(asksForIt && names.includes('_posts'))) return undefined
  const config = name === undefined ? {} : await readConfig(join(dir, name), shownFrom)
  if (!asksForIt && isHexos(config)) return undefined
  return {
    site: jekyllSite(config, gems),
    files: [name ?? 'Gemfile'],
    written: JSON.stringify([config, gems]),
  }
}

/** Another program's `_config.yml`. */
function isHexos(config: Record<string, unknown>): boolean {
  return ['public_dir', 'source_dir', 'new_post_name'].some((key) => Object.hasOwn(config, key))
}

async function readConfig(file: string, shownFrom: string): Promise<Record<string, unknown>> {
  const shown = shownPath(file, shownFrom)
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new BroadsheetError(cannotRead(shown, error))
  })
  const read = file.endsWith('.toml') ? readToml : readYaml
  try {
    const value = read(text.replace(/^\uFEFF+/, '')) ?? {}
    if (isMap(value)) return value
  } catch (error) {
    if (!(error instanceof DataSyntaxError)) throw error
    throw new BroadsheetError(
      error.faults.map(({ message, line, column }) => broken(shown, message.replace(/\.$/, ''), line, column)),
    )
  }
  throw new BroadsheetError(broken(shown, 'it is no list of keys and values'))
}

function broken(file: string, reason: string, line?: number, column?: number) {
  return failure('jekyll.config', `Jekyll's configuration cannot be read: ${reason}.`, {
    hint: 'Put it right; without it no URL can be told.',
    file,
    ...(line && { line }),
    ...(column && { column }),
  })
}
