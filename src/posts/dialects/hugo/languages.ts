import { isMap } from '../../../config/is-map.ts'
import { type Cascade, cascadesOf } from './cascade.ts'
import { type ConfigMap, mapAt, mergeConfig, valueAt } from './config-maps.ts'
import { flagAt, textAt, textsAt } from './config-values.ts'
import { type TaxonomyKeys, taxonomyKeysOf } from './taxonomies.ts'
import { isYes } from './yes-or-no.ts'

export interface HugoLanguage {
  /** Hugo's word for it, in lower case: `zh-tw`. */
  key: string
  /** BCP 47: `zh-Hant-TW`. */
  tag: string
  title?: string
  /** Where each language has a host of its own. */
  baseUrl?: string
  /** What stands before its paths: '' or `zh-tw/`. */
  prefix: string
  /** Its own patterns by section; they win over the site's. */
  permalinks: Record<string, string>
  /** Its own and the site's, by key in lower case; its own win. */
  params: ConfigMap
  /** Its own, else the site's. */
  taxonomies: TaxonomyKeys
  /** What its pages are given by its settings, else by the site's. */
  cascades: Cascade[]
  /** `disableKinds` has `page`: Hugo renders no single page of it. */
  hasNoPages: boolean
}

/** The site's languages; one without any has the default language alone. */
export function languagesOf(
  config: ConfigMap,
  permalinksOf: (map: ConfigMap) => Record<string, string>,
): HugoLanguage[] {
  const defaultKey = defaultLanguageOf(config)
  const disabled = disabledLanguagesOf(config)
  const configured = Object.entries(mapAt(config, 'languages')).filter(
    ([key, language]) => isMap(language) && !disabled.has(key),
  )
  const keys = configured.length > 0 ? configured.map(([key]) => key) : [defaultKey]
  const hasPrefix = prefixRule(config, keys, defaultKey)
  return keys.map((key) => {
    const own = mapAt(config, 'languages', key)
    const title = textAt(own, 'title')
    const baseUrl = textAt(own, 'baseurl')
    return {
      key,
      tag: languageTag(textAt(own, 'locale') ?? textAt(own, 'languagecode') ?? siteTag(config, keys) ?? key),
      ...(title && { title }),
      ...(baseUrl && { baseUrl }),
      prefix: hasPrefix(key) ? `${key}/` : '',
      permalinks: permalinksOf(own),
      params: mergeConfig([mapAt(config, 'params'), mapAt(own, 'params')]),
      taxonomies: taxonomyKeysOf('taxonomies' in own ? own : config),
      cascades: cascadesOf(valueAt(own, 'cascade') ?? valueAt(config, 'cascade')),
      hasNoPages: textsAt('disablekinds' in own ? own : config, 'disablekinds').some((kind) => /^page$/i.test(kind)),
    }
  })
}

/** Keys of the site's languages that are switched off. A key that the site does not configure is no language, and so is none of them. */
export function disabledLanguagesOf(config: ConfigMap): Set<string> {
  const named = new Set(textsAt(config, 'disablelanguages').map((key) => key.toLowerCase()))
  const configured = Object.entries(mapAt(config, 'languages'))
  const off = configured.filter(
    ([key, language]) => isMap(language) && (named.has(key) || isYes(valueAt(language, 'disabled'))),
  )
  return new Set(off.map(([key]) => key))
}

/** A page may be in a language that the site does not name: it follows the settings of the first. */
export function languageNamed(key: string, languages: HugoLanguage[]): HugoLanguage {
  const found = languages.find((language) => language.key === key)
  if (found) return found
  const { params = {}, taxonomies = taxonomyKeysOf({}), cascades = [], hasNoPages = false } = languages[0] ?? {}
  return { key, tag: languageTag(key), prefix: '', permalinks: {}, params, taxonomies, cascades, hasNoPages }
}

export function defaultLanguageOf(config: ConfigMap): string {
  return (textAt(config, 'defaultcontentlanguage') ?? 'en').toLowerCase()
}

/** A site in one language, and one with a host for each, has no language in its paths. */
function prefixRule(config: ConfigMap, keys: string[], defaultKey: string): (key: string) => boolean {
  const ownHosts = keys.some((key) => textAt(config, 'languages', key, 'baseurl'))
  const inSubdir = flagAt(config, 'defaultcontentlanguageinsubdir') ?? false
  return (key) => keys.length > 1 && !ownHosts && (key !== defaultKey || inSubdir)
}

/** The site's own languageCode speaks for its language only where there is one. */
function siteTag(config: ConfigMap, keys: string[]): string | undefined {
  if (keys.length !== 1) return undefined
  const written = textAt(config, 'locale') ?? textAt(config, 'languagecode')
  // Many leave a starter's `en-us` in: Hugo's own words follow defaultContentLanguage.
  const primary = (tag: string) => tag.toLowerCase().split(/[-_]/)[0]
  const chosen = textAt(config, 'defaultcontentlanguage')
  return written && chosen && primary(written) !== primary(chosen) ? chosen : written
}

/** `zh-tw` → `zh-TW`; a word that is no language tag stays as it is. */
export function languageTag(written: string): string {
  try {
    return Intl.getCanonicalLocales(written.replaceAll('_', '-'))[0] ?? written
  } catch {
    return written
  }
}
