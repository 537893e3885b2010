import { extname, join } from 'node:path'
import { isMap } from '../../../config/is-map.ts'
import { BroadsheetError, failure } from '../../../config/problem.ts'
import { DataSyntaxError, readJson, readToml, readYaml } from '../../../posts/data-languages.ts'
import { type HugoSite, hugoSite } from '../../../posts/dialects/hugo/site-config.ts'
import { UnfollowedSetting } from '../../../posts/dialects/hugo/unfollowed-settings.ts'
import { readFile, readNames } from '../../read-at-once.ts'
import { shownPath } from '../../shown-path.ts'
import { cannotRead } from '../../walk-folder.ts'

export interface FoundHugoSite {
  site: HugoSite
  /** Its configuration files, below `dir`, in the order in which the later ones win. */
  files: string[]
  /** What each of them says, the later ones win. */
  maps: Record<string, unknown>[]
  /** All that they say, as one text. */
  written: string
}

/**
 * Reads a Hugo site's configuration: `hugo.toml` (also yaml, yml, json) or the older `config.toml` in its folder, then
 * `config/_default/` and `config/production/`, as `hugo` does for a build. Undefined where there is none.
 * Throws a BroadsheetError where a file is broken, since without it no URL can be told.
 * @param shownFrom folder from which problems name their files
 */
export async function readHugoSite(dir: string, shownFrom = dir): Promise<FoundHugoSite | undefined> {
  const names = [
    ...(await rootFiles(dir)),
    ...(await configFiles(dir, '_default')),
    ...(await configFiles(dir, 'production')),
  ]
  const maps = await Promise.all(names.map((name) => readConfigFile(join(dir, name), shownFrom)))
  const found = names.flatMap((name, index) => {
    const map = maps[index]
    return map && isHugos(name, map) ? [{ name, map: underItsKey(name, map) }] : []
  })
  if (found.length === 0) return undefined
  const files = found.map(({ name }) => shownPath(join(dir, name), shownFrom))
  return {
    site: siteOf(
      found.map(({ map }) => map),
      files[0] ?? dir,
    ),
    files: found.map(({ name }) => name),
    maps: found.map(({ map }) => map),
    written: JSON.stringify(found),
  }
}

/** @param file for problems */
function siteOf(maps: Record<string, unknown>[], file: string): HugoSite {
  try {
    return hugoSite(maps)
  } catch (error) {
    if (!(error instanceof UnfollowedSetting)) throw error
    const hint = 'Nothing is read, so that nothing is shown that the site hides. Write it in another way.'
    throw new BroadsheetError(failure('hugo.published', error.message, { hint, file }))
  }
}

const READERS: Record<string, (text: string) => unknown> = {
  '.toml': readToml,
  '.yaml': readYaml,
  '.yml': readYaml,
  '.json': readJson,
}

const ROOT_NAMES = ['hugo', 'config'].flatMap((name) =>
  ['.toml', '.yaml', '.yml', '.json'].map((ending) => name + ending),
)

/** Hugo takes the first that is there. */
async function rootFiles(dir: string): Promise<string[]> {
  const names = await namesIn(dir)
  return ROOT_NAMES.filter((name) => names.includes(name)).slice(0, 1)
}

async function configFiles(dir: string, environment: string): Promise<string[]> {
  const names = (await namesIn(join(dir, 'config', environment))).filter((name) => extname(name) in READERS)
  const isRoot = (name: string) => ROOT_NAMES.includes(name)
  const ordered = [...names.filter(isRoot), ...names.filter((name) => !isRoot(name)).toSorted()]
  return ordered.map((name) => `config/${environment}/${name}`)
}

async function namesIn(dir: string): Promise<string[]> {
  return readNames(dir).catch(() => [])
}

async function readConfigFile(file: string, shownFrom: string): Promise<Record<string, unknown> | undefined> {
  const shown = shownPath(file, shownFrom)
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new BroadsheetError(cannotRead(shown, error))
  })
  try {
    const value = READERS[extname(file)]?.(text.replace(/^\uFEFF+/, ''))
    return isMap(value) ? { ...value } : undefined
  } catch (error) {
    if (!(error instanceof DataSyntaxError)) throw error
    throw new BroadsheetError(
      error.faults.map(({ message, line, column }) =>
        failure('hugo.config', `Hugo's configuration cannot be read: ${message.replace(/\.$/, '')}.`, {
          hint: 'Put it right; without it no URL can be told.',
          file: shown,
          ...(line && { line }),
          ...(column && { column }),
        }),
      ),
    )
  }
}

/** Other programs have a `config.toml` too; Zola's says `base_url`. */
const TELLING_KEYS =
  /^(?:baseurl|languagecode|locale|languages|defaultcontentlanguage|contentdir|permalinks|module|builddrafts|buildfuture|markup|params)$/i

function isHugos(name: string, map: Record<string, unknown>): boolean {
  if ('base_url' in map) return false
  return !/^config\.[a-z]+$/.test(name) || Object.keys(map).some((key) => TELLING_KEYS.test(key))
}

/** `config/_default/params.toml` stands for the key `params`, `languages.he.toml` for `languages.he`, `params.he.toml` for `languages.he.params`. */
function underItsKey(path: string, map: Record<string, unknown>): Record<string, unknown> {
  const name = path.split('/').at(-1) ?? ''
  if (ROOT_NAMES.includes(name)) return map
  const [key = '', language] = name.slice(0, -extname(name).length).split('.')
  if (language === undefined) return { [key]: map }
  return { languages: { [language]: key === 'languages' ? map : { [key]: map } } }
}
