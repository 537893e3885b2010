import { collectionsIn, type ReadCollections } from './collections.ts'
import { folderPath } from './folder-path.ts'
import { CODE, JsCall, type JsValue, jsAt, jsModule, jsText, jsTexts } from './js-values.ts'

/** What of an Astro site's configuration is followed here. Folders are from the site's. */
export interface AstroSite {
  /** As written. */
  address?: string
  /** Below the address: '' or `blog`. */
  base: string
  trailingSlash: 'always' | 'never' | 'ignore'
  /** Pages are files, `/a.html`, in place of folders. */
  pagesAreFiles: boolean
  srcDir: string
  publicDir: string
  outDir: string
  /** Words for languages in paths → BCP 47. */
  locales: ReadonlyMap<string, string>
  defaultLocale?: string
  smartypants: boolean
  gfm: boolean
  collections: ReadCollections
  /** Keys whose values only running the configuration would tell. */
  unread: string[]
}

/**
 * @param config text of `astro.config.*`
 * @param content text of `src/content.config.*`, or of `src/content/config.*`
 */
export function astroSite(config: string, content: string): AstroSite {
  const { exported, constants } = jsModule(config)
  const settings = settingsIn(exported)
  const named = (...keys: string[]) => jsAt(settings, ...keys)
  const folder = (key: string, otherwise: string) => folderPath(jsText(named(key)) ?? otherwise)
  const slash = jsText(named('trailingSlash'))
  const srcDir = folder('srcDir', 'src')
  const address = jsText(named('site'))
  const defaultLocale = jsText(named('i18n', 'defaultLocale'))
  const unread = FOLLOWED.filter((keys) => isCode(named(...keys))).map((keys) => keys.join('.'))
  return {
    ...(address && { address }),
    base: folderPath(jsText(named('base')) ?? ''),
    trailingSlash: slash === 'always' || slash === 'never' ? slash : 'ignore',
    pagesAreFiles: jsText(named('build', 'format')) === 'file',
    srcDir,
    publicDir: folder('publicDir', 'public'),
    outDir: folder('outDir', 'dist'),
    locales: localesIn(named('i18n', 'locales')),
    ...(defaultLocale && { defaultLocale }),
    smartypants: named('markdown', 'smartypants') !== false,
    gfm: named('markdown', 'gfm') !== false,
    collections: collectionsIn(content, `${srcDir}/content`),
    unread: exported === undefined && constants.size === 0 && config.trim() !== '' ? ['site'] : unread,
  }
}

const FOLLOWED = [
  ['site'],
  ['base'],
  ['trailingSlash'],
  ['srcDir'],
  ['publicDir'],
  ['i18n'],
  ['i18n', 'locales'],
  ['i18n', 'defaultLocale'],
]

function isCode(value: JsValue | undefined): boolean {
  return value === CODE || value instanceof JsCall
}

/** `export default defineConfig({ … })`, or the map alone. */
function settingsIn(exported: JsValue | undefined): JsValue | undefined {
  return exported instanceof JsCall ? exported.args[0] : exported
}

function localesIn(written: JsValue | undefined): Map<string, string> {
  const list = Array.isArray(written) ? written : []
  return new Map(
    list.flatMap((each): [string, string][] => {
      if (typeof each === 'string') return [[each, each.replaceAll('_', '-')]]
      const path = jsText(jsAt(each, 'path'))
      const [code] = jsTexts(jsAt(each, 'codes')) ?? []
      return path ? [[path, code ?? path]] : []
    }),
  )
}
