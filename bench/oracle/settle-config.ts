import { readFile, rm, writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { isMap } from '../../src/config/is-map.ts'
import { readJson, readToml, readYaml } from '../../src/posts/data-languages.ts'
import { asText } from '../../src/posts/front-matter-fields.ts'

type Settings = Record<string, unknown>

const READERS: Record<string, (text: string) => unknown> = {
  '.toml': readToml,
  '.yaml': readYaml,
  '.yml': readYaml,
  '.json': readJson,
}

/**
 * Takes out of a site's configuration, in place, what keeps a copy without its themes from being built: themes and imported modules, forms
 * of output that themes define, and a home page that is switched off, since the oracle prints the pages there.
 * A file that changes is written as JSON.
 * @param files below `site`, as readHugoSite names them
 * @returns the themes, by name or by the module's path, the first one first
 */
export async function settleConfig(site: string, files: string[]): Promise<string[]> {
  const themes: string[] = []
  for (const file of files) {
    const path = join(site, file)
    const read = READERS[extname(file)]?.((await readFile(path, 'utf8')).replace(/^\uFEFF+/, ''))
    if (!isMap(read)) continue
    const before = JSON.stringify(read)
    const settled = JSON.stringify(withoutThemes(file, read, themes))
    if (settled === before) continue
    await rm(path)
    // An empty list of outputs would be none at all.
    if (settled === '{}') continue
    await writeFile(`${path.slice(0, -extname(path).length)}.json`, settled)
  }
  return [...new Set(themes)]
}

/** A file of `config/_default/` may be all of one setting, by its name: `module.toml`, `languages.en.toml`. */
function withoutThemes(file: string, map: Settings, themes: string[]): Settings {
  const [key = ''] = (file.split('/').at(-1) ?? '').toLowerCase().split('.')
  if (key === 'module') return settledModule(map, themes)
  if (key === 'outputs' || key === 'caches') return {}
  if (key === 'languages' && !/^languages\.[^.]+$/i.test(file.split('/').at(-1) ?? '')) return settledRoot(map, themes)
  return key === 'languages' ? settledLanguages(map, themes) : settledRoot(map, themes)
}

function settledRoot(map: Settings, themes: string[]): Settings {
  return changed(map, {
    theme: (value) => {
      themes.push(...[value].flat().map((name) => asText(name) ?? ''))
      return undefined
    },
    themesdir: () => undefined,
    outputs: () => undefined,
    // How long newer Hugos keep things is no matter, and older ones do not understand it.
    caches: () => undefined,
    permalinks: asOlderHugo,
    module: (value) => (isMap(value) ? settledModule(value, themes) : value),
    languages: (value) => (isMap(value) ? settledLanguages(value, themes) : value),
    disablekinds: (value) => (Array.isArray(value) ? value.filter((kind) => !/^home$/i.test(String(kind))) : value),
  })
}

/** Two marks that Hugo 0.144 has other names for. */
function asOlderHugo(permalinks: unknown): unknown {
  const written = JSON.stringify(permalinks)
  return JSON.parse(
    written.replaceAll(':slugorcontentbasename', ':slugorfilename').replaceAll(':contentbasename', ':filename'),
  )
}

function settledLanguages(map: Settings, themes: string[]): Settings {
  return Object.fromEntries(
    Object.entries(map).map(([key, value]) => [key, isMap(value) ? settledRoot(value, themes) : value]),
  )
}

function settledModule(map: Settings, themes: string[]): Settings {
  return changed(map, {
    imports: (value) => {
      const imports = Array.isArray(value) ? value.filter(isMap) : []
      for (const one of imports) changed(one, { path: (path) => themes.push(asText(path) ?? '') })
      return undefined
    },
    replacements: () => undefined,
    workspace: () => undefined,
  })
}

/** @param changes by key in lower case, since Hugo's have no case; undefined takes the key out */
function changed(map: Settings, changes: Record<string, (value: unknown) => unknown>): Settings {
  return Object.fromEntries(
    Object.entries(map).flatMap(([key, value]) => {
      const change = changes[key.toLowerCase()]
      const result = change ? change(value) : value
      return result === undefined ? [] : [[key, result]]
    }),
  )
}
